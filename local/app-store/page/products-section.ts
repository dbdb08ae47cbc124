import { html } from 'hono/html'
import { PRODUCTS } from '../catalogue.ts'
import { actionButton } from './form-parts.ts'
import type { View } from './view.ts'

/** What is sold to everybody. */
export function productsSection({ store }: View) {
  return html`<section aria-labelledby="products">
  <h2 id="products">Products</h2>
  <div class="card">${PRODUCTS.map(({ productId, displayName }) => {
    const isOnSale = !store.products_off_sale.includes(productId)
    const label = isOnSale ? 'Take off sale for all' : 'Sell again'
    return html`<div class="row between"><p><strong>${displayName}</strong>
      <span class="${isOnSale ? 'good' : 'bad'}">${isOnSale ? 'on sale' : 'not for sale'}</span></p>
      ${actionButton(`/page/products/${productId}`, label, displayName, { on_sale: isOnSale ? 'no' : 'yes' })}</div>`
  })}</div>
</section>`
}
