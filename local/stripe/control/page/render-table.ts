import { html } from 'hono/html'

export type Cell = string | ReturnType<typeof html>

/** In a region of its own that scrolls, so that the page itself never does so sideways. */
export function renderTable(labelledBy: string, heads: string[], rows: Cell[][]) {
  if (rows.length === 0) return html`<p>None yet.</p>`
  return html`<div class="scroll" role="region" aria-labelledby="${labelledBy}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

/** A form that is one button; `about` names what it is done to, for who hears the page. */
export function renderButton(action: string, label: string, about: string, fields: Record<string, string> = {}) {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${action}">${hidden}<button aria-label="${label}: ${about}">${label}</button></form>`
}

export function renderSelect(name: string, options: [value: string, label: string][], chosen = '') {
  return html`<select name="${name}">${options.map(
    ([value, label]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`,
  )}</select>`
}
