import { html } from 'hono/html'
import { pageFrame } from './page-frame.ts'

/** For what only a developer can put right. */
export function faultPage(sentence: string) {
  return pageFrame('This sign-in cannot begin', html`<p class="card bad" role="alert">${sentence}</p>`)
}
