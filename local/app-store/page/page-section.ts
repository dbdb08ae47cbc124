import { html } from 'hono/html'
import type { Slice } from './view.ts'

type Content = ReturnType<typeof html>

/** A heading and cards; what is not shown is said. */
export function pageSection<T>(
  { id, title, empty }: { id: string; title: string; empty: string },
  { items, hidden }: Slice<T>,
  card: (item: T) => Content,
  before: Content | string = '',
) {
  return html`<section aria-labelledby="${id}">
  <h2 id="${id}">${title}</h2>
  ${before}
  ${items.length === 0 ? html`<p class="card quiet">${empty}</p>` : items.map(card)}
  ${hidden > 0 ? html`<p class="quiet">${hidden} older ones are not shown. Ask for one Apple Account to see its own.</p>` : ''}
</section>`
}
