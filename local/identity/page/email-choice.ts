import { html } from 'hono/html'

/** Apple's choice on the first meeting. */
export function emailChoice() {
  return html`<fieldset>
  <legend>Which address may Tandem know?</legend>
  <label class="tick"><input type="radio" name="share" value="email" checked> Share My Email</label>
  <label class="tick"><input type="radio" name="share" value="hide"> Hide My Email</label>
</fieldset>`
}
