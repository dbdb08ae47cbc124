import { light } from './colours.ts'
import { escapeHtml, escapeUrl } from './escape-html.ts'
import { frame, serif } from './frame.ts'
import type { MailWords, WrittenMail } from './mail-words.ts'

/** Gives words their two forms: HTML in the one frame, and plain text that says the same. */
export function writeMail(words: MailWords): WrittenMail {
  return { subject: words.subject, html: toHtml(words), text: toText(words) }
}

function toHtml(words: MailWords): string {
  const { title, paragraphs, facts, button, code, notes } = words
  const rows = [
    `<h1 class="ink" style="margin: 0 0 14px; font-family: ${serif}; font-size: 26px; font-weight: 700; line-height: 1.25; color: ${light.ink}">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => renderText(text, 'ink', light.ink, 16, 16)),
    ...(facts ? [renderFacts(facts)] : []),
    ...(button ? [renderButton(button)] : []),
    ...(code ? [renderCode(code)] : []),
    renderNotes(notes),
  ]
  return frame({ title: escapeHtml(words.subject), preview: escapeHtml(words.preview) }, rows)
}

function renderText(text: string, name: string, colour: string, size: number, below: number): string {
  return `<p class="${name}" style="margin: 0 0 ${below}px; font-size: ${size}px; line-height: 1.55; color: ${colour}; overflow-wrap: anywhere">${escapeHtml(text)}</p>`
}

/** The padding is the link's own, so that all of the button can be pressed; Outlook at least colours the cell. */
function renderButton({ label, url }: { label: string; url: string }): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin: 8px 0 24px">
  <tr>
    <td class="button" bgcolor="${light.brand}" style="background-color: ${light.brand}; border-radius: 10px">
      <a class="label" href="${escapeUrl(url)}" style="display: inline-block; padding: 13px 22px; font-size: 16px; font-weight: 600; line-height: 1.3; color: ${light.onBrand}; text-decoration: none">${escapeHtml(label)}</a>
    </td>
  </tr>
</table>`
}

function renderCode({ hint, value }: { hint: string; value: string }): string {
  return `${renderText(hint, 'ink', light.ink, 16, 10)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin: 0 0 24px">
  <tr>
    <td class="sunken ink" align="center" bgcolor="${light.sunken}" style="padding: 14px 8px 14px 14px; background-color: ${light.sunken}; border: 1px solid ${light.line}; border-radius: 10px; font-family: Menlo, Consolas, monospace; font-size: 30px; font-weight: 700; letter-spacing: 6px; line-height: 1.2; color: ${light.ink}">${escapeHtml(value)}</td>
  </tr>
</table>`
}

function renderFacts(facts: NonNullable<MailWords['facts']>): string {
  const border = `border-bottom: 1px solid ${light.line}; font-size: 16px; line-height: 1.4`
  const rows = facts.map(
    ({ label, value }) => `  <tr>
    <th class="muted line" scope="row" align="left" valign="top" style="padding: 10px 12px 10px 0; ${border}; font-weight: 400; color: ${light.muted}">${escapeHtml(label)}</th>
    <td class="ink line" align="right" valign="top" style="padding: 10px 0; ${border}; font-weight: 600; color: ${light.ink}">${escapeHtml(value)}</td>
  </tr>`,
  )
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin: 4px 0 24px">
${rows.join('\n')}
</table>`
}

function renderNotes(notes: string[]): string {
  return notes.map((note) => renderText(note, 'muted', light.muted, 14, 12)).join('\n')
}

function toText({ title, paragraphs, facts = [], button, code, notes }: MailWords): string {
  const parts = [
    title,
    ...paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    button ? `${button.label}:\n${button.url}` : '',
    code ? `${code.hint}\n${code.value}` : '',
    '--',
    ...notes,
    'Tandem',
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
