import { html } from 'hono/html'
import { idOf } from '../../objects/find-object.ts'
import type { SimulatorState } from '../../state/simulator-state.ts'
import { toMoney } from './formats.ts'
import { renderButton, renderTable } from './render-table.ts'

export function renderCatalog(state: SimulatorState) {
  const rows = Object.values(state.prices).map((price) => {
    const product = state.products[idOf(price.product) ?? '']
    const name = product?.name ?? ''
    return [
      html`${price.lookup_key ?? price.id}<br>${toMoney(price.unit_amount ?? 0, price.currency)}`,
      html`<form method="post" action="/products/${product?.id ?? ''}" class="row">
<input class="wide" name="name" value="${name}" required aria-label="Name of ${price.lookup_key ?? price.id}">
<button aria-label="Rename: ${name}">Rename</button></form>`,
      price.active ? 'sold' : 'archived',
      renderButton(`/prices/${price.id}`, price.active ? 'Archive' : 'Restore', price.lookup_key ?? price.id, {
        active: String(!price.active),
      }),
    ]
  })
  return renderTable('prices', ['Price', 'Product', 'State', 'Do'], rows)
}
