import { html } from 'hono/html'
import type Stripe from 'stripe'
import { idOf } from '../../objects/find-object.ts'
import type { SimulatorState } from '../../state/simulator-state.ts'
import { toTime } from './formats.ts'
import { type Cell, renderButton, renderTable } from './render-table.ts'

export function renderSubscriptions(state: SimulatorState) {
  const newestFirst = Object.values(state.subscriptions).reverse()
  return renderTable(
    'subscriptions',
    ['Subscription', 'Customer', 'Status', 'Period', 'Next', 'Do'],
    newestFirst.map((each) => describeSubscription(state, each)),
  )
}

function describeSubscription(state: SimulatorState, subscription: Stripe.Subscription): Cell[] {
  const [item] = subscription.items.data
  const customer = idOf(subscription.customer) ?? ''
  return [
    html`${subscription.id}<br>${item?.price.lookup_key ?? ''}`,
    state.customers[customer]?.email ?? customer,
    subscription.status,
    item ? `${toTime(item.current_period_start)} – ${toTime(item.current_period_end)}` : '–',
    describeNext(subscription),
    renderActs(subscription),
  ]
}

function describeNext(subscription: Stripe.Subscription): string {
  if (subscription.ended_at !== null) return `ended ${toTime(subscription.ended_at)}`
  if (subscription.cancel_at !== null) return `ends ${toTime(subscription.cancel_at)}`
  if (subscription.pending_update) return 'a change waits for its payment'
  return subscription.status === 'incomplete' ? 'waits for payment' : 'renews'
}

function renderActs({ id, ended_at }: Stripe.Subscription) {
  const subscription = { subscription: id }
  return html`<div class="row">
${ended_at === null ? renderButton(`/subscriptions/${id}/delete`, 'Cancel now', id) : ''}
<form method="post" action="/refunds" class="row"><input type="hidden" name="subscription" value="${id}">
<input name="amount" type="number" min="1" placeholder="all" aria-label="Cents to refund: ${id}">
<button aria-label="Refund last payment: ${id}">Refund</button></form>
${renderButton('/disputes', 'Open dispute', id, subscription)}</div>`
}
