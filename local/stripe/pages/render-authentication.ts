import { html } from 'hono/html'
import { renderPage } from './render-page.ts'

/** The bank's own page, between the form and what comes of it. */
export function renderAuthentication(action: string, question: string) {
  return renderPage(
    '3D Secure authentication',
    html`<p>A simulated bank asks: ${question}</p><div class="row">
<form method="post" action="${action}"><button name="outcome" value="succeeded">Complete authentication</button></form>
<form method="post" action="${action}"><button class="second" name="outcome" value="failed">Fail authentication</button></form></div>`,
  )
}
