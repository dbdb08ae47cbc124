import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AuthorizeRequest } from '../authorize-request.ts'
import { pageFrame } from './page-frame.ts'

/** Takes the browser back to who asked: by an address (Google), or by a form that sends itself (Apple). */
export function sendBack(
  c: Context,
  { redirect_uri, response_mode, state }: AuthorizeRequest,
  answer: Record<string, string>,
): Response | Promise<Response> {
  const fields = { ...answer, ...(state ? { state } : {}) }
  if (response_mode === 'form_post') return c.html(formPostPage(redirect_uri, fields))
  const back = new URL(redirect_uri)
  for (const [name, value] of Object.entries(fields)) back.searchParams.set(name, value)
  return c.redirect(back.href, 302)
}

function formPostPage(address: string, fields: Record<string, string>) {
  return pageFrame(
    'Going back to Tandem',
    html`<form method="post" action="${address}" class="stack">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button class="main">Continue</button>
  </form>
  <script>document.forms[0].submit()</script>`,
  )
}
