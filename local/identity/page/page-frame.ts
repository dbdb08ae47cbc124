import { html, raw } from 'hono/html'
import { PAGE_STYLE } from '../../app-store/page/page-style.ts'

type Content = ReturnType<typeof html>

const ownStyle = `
main { max-width: 30rem; } main > p { margin-bottom: 1rem; } main.wide { max-width: 60rem; }
.card { padding: 1.25rem; } .card h2 { margin: 0 0 .75rem; font-size: 1.0625rem; }
.stack { display: grid; gap: .75rem; } form.stack { display: grid; }
.stack input:not([type]), .stack input[type=email] { width: 100%; }
.account { width: 100%; min-height: 52px; padding: .5rem 1rem; text-align: left; color: var(--text); overflow-wrap: anywhere; }
.account span { display: block; color: var(--quiet); font-size: .875rem; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--card); font-weight: 600; }
fieldset { border: 0; margin: 0; padding: 0; } legend { padding: 0; font-size: .875rem; color: var(--quiet); }
input[type=radio] { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); }
`

/** Plain pages in the look of the other simulators; none needs a script. */
export function pageFrame(title: string, content: Content, width: 'narrow' | 'wide' = 'narrow') {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <style>${raw(PAGE_STYLE + ownStyle)}</style>
  </head>
  <body>
    <main${raw(width === 'wide' ? ' class="wide"' : '')}>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>`
}

export const providerTitles = { apple: 'Sign in with Apple', google: 'Sign in with Google' } as const
