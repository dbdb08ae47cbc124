import { dark, light } from './colours.ts'

const sans = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
export const serif = "'Iowan Old Style', Charter, Cambria, Georgia, serif"

/**
 * The one frame of all mails. Tables and inline styles, because Outlook knows nothing else; the style sheet only adds what a
 * program may leave out: the dark colours. No pictures: many programs ask before they load them. No comments: Supabase Auth
 * takes them out, Outlook's conditional ones too.
 */
export function frame(words: { title: string; preview: string }, rows: string[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
    <title>${words.title}</title>
    <style>
${darkStyle}
    </style>
  </head>
  <body class="paper" style="margin: 0; padding: 0; background-color: ${light.paper}; color: ${light.ink}; font-family: ${sans}; -webkit-text-size-adjust: 100%">
    <div style="display: none; max-height: 0; overflow: hidden; mso-hide: all">${words.preview}</div>
    <table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${light.paper}" style="background-color: ${light.paper}">
      <tr>
        <td align="center" style="padding: 32px 16px">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 520px">
            <tr>
              <td class="ink" style="padding: 0 4px 16px; font-family: ${serif}; font-size: 22px; font-weight: 700; line-height: 1.2; color: ${light.ink}">Tandem</td>
            </tr>
            <tr>
              <td>${renderBar()}</td>
            </tr>
            <tr>
              <td class="surface" bgcolor="${light.surface}" style="padding: 32px 28px 12px; background-color: ${light.surface}; border: 1px solid ${light.line}; border-top: 0; border-radius: 0 0 14px 14px">
${rows.map((row) => indent(row, 16)).join('\n')}
              </td>
            </tr>
          </table>
        </td>
      </tr>
    </table>
  </body>
</html>
`
}

/** Two colours side by side, for the two stores; a stylised mark would need a picture. */
function renderBar(): string {
  const cell = (name: string, colour: string, width: string) =>
    `<td class="${name}" width="${width}" height="5" bgcolor="${colour}" style="background-color: ${colour}; font-size: 0; line-height: 5px">&nbsp;</td>`
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${cell('bar', light.brand, '72%')}${cell('accent', light.accent, '28%')}</tr></table>`
}

const darkStyle = indent(
  `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper { background-color: ${dark.paper} !important; }
  .surface { background-color: ${dark.surface} !important; border-color: ${dark.line} !important; }
  .sunken { background-color: ${dark.sunken} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .line { border-color: ${dark.line} !important; }
  .link { color: ${dark.brand} !important; }
  .bar, .button { background-color: ${dark.brand} !important; }
  .label { color: ${dark.onBrand} !important; }
  .accent { background-color: ${dark.accent} !important; }
}
@media (max-width: 480px) {
  .surface { padding-left: 20px !important; padding-right: 20px !important; }
}`,
  6,
)

function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces))
}
