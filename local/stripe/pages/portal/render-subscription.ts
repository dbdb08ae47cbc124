import { html } from 'hono/html'
import type Stripe from 'stripe'
import { formatDay, formatMoney } from '../format-money.ts'

type ProductNames = Record<string, string>

export function renderSubscription(secret: string, subscription: Stripe.Subscription, names: ProductNames) {
  const ends = subscription.cancel_at
  const action = `/portal/${secret}/subscriptions/${subscription.id}`
  return html`<div class="card"><p><strong>${describeName(subscription, names)}</strong></p>
<p>${describePrice(subscription)}</p><p>${describeNext(subscription)}</p>
${
  ends === null
    ? html`<details><summary>Cancel subscription</summary>${renderCancel(secret, subscription)}</details>`
    : html`<form method="post" action="${action}/resume"><button>Don’t cancel subscription</button></form>`
}</div>`
}

export function renderCancel(secret: string, subscription: Stripe.Subscription) {
  return html`<form method="post" action="/portal/${secret}/subscriptions/${subscription.id}/cancel">
<p>It stays yours until ${formatDay(findPeriodEnd(subscription))}.</p>
<label>Why are you leaving? (optional) <select name="feedback"><option value="">No answer</option>
${feedbacks.map(([value, label]) => html`<option value="${value}">${label}</option>`)}</select></label>
<p><button>Cancel at the end of the period</button></p></form>`
}

const feedbacks = [
  ['too_expensive', 'It’s too expensive'],
  ['unused', 'I don’t use it enough'],
  ['missing_features', 'Something is missing'],
  ['other', 'Another reason'],
] as const

export const findPeriodEnd = ({ items }: Stripe.Subscription) =>
  Math.min(...items.data.map((item) => item.current_period_end))

const describeName = ({ items }: Stripe.Subscription, names: ProductNames) =>
  items.data.map(({ price }) => names[String(price.product)] ?? price.id).join(', ')

function describePrice({ items, currency }: Stripe.Subscription): string {
  const amount = items.data.reduce((sum, item) => sum + (item.price.unit_amount ?? 0) * (item.quantity ?? 1), 0)
  return `${formatMoney(amount, currency)} per ${items.data[0]?.price.recurring?.interval ?? 'month'}`
}

function describeNext(subscription: Stripe.Subscription): string {
  if (subscription.cancel_at !== null) return `Ends on ${formatDay(subscription.cancel_at)}`
  if (subscription.status === 'past_due') return 'A payment is overdue.'
  if (subscription.status === 'trialing') return `The trial ends on ${formatDay(findPeriodEnd(subscription))}`
  return `Renews on ${formatDay(findPeriodEnd(subscription))}`
}
