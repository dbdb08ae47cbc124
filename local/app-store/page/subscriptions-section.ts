import { html } from 'hono/html'
import { findProduct } from '../catalogue.ts'
import type { SubscriptionDescription } from '../routes/describe-store.ts'
import type { SubscriptionAction } from '../routes/subscription-actions.ts'
import { formatTime } from './format-time.ts'

const STATE_WORDS = {
  active: 'Active',
  in_grace_period: 'In the grace period',
  in_billing_retry: 'In billing retry',
  expired: 'Expired',
  revoked: 'Refunded',
} as const

export function subscriptionsSection(subscriptions: SubscriptionDescription[]) {
  return html`<section aria-labelledby="subscriptions">
  <h2 id="subscriptions">Subscriptions</h2>
  ${subscriptions.length === 0 ? html`<p class="card quiet">Nothing has been bought yet.</p>` : subscriptions.map(card)}
</section>`
}

function card(subscription: SubscriptionDescription) {
  const { original_transaction_id: id, status } = subscription
  const isGood = status === 'active' || status === 'in_grace_period'
  return html`<article class="card" aria-labelledby="s${id}">
  <h3 id="s${id}">${productName(subscription.product_id)} · ${subscription.apple_account}</h3>
  <p><span class="state ${isGood ? 'good' : 'bad'}">${STATE_WORDS[status]}</span>, ${describeEnd(subscription)}</p>
  <p class="quiet">${id} · ${subscription.transactions.length} transaction(s)</p>
  <div class="row">${actionsFor(subscription).map(([action, label]) => button(id, action, label))}</div>
</article>`
}

function describeEnd(subscription: SubscriptionDescription): string {
  const { status, will_renew, expires_at, grace_period_ends_at, auto_renew_product_id, product_id } = subscription
  if (status === 'in_grace_period' && grace_period_ends_at) return `access until ${formatTime(grace_period_ends_at)}`
  if (status !== 'active') return `paid until ${formatTime(expires_at)}`
  if (!will_renew) return `ends ${formatTime(expires_at)}`
  if (subscription.next_renewal_fails) return `the renewal of ${formatTime(expires_at)} will fail`
  const change = auto_renew_product_id === product_id ? '' : ` as ${productName(auto_renew_product_id)}`
  return `renews ${formatTime(expires_at)}${change}`
}

function actionsFor(subscription: SubscriptionDescription): [SubscriptionAction, string][] {
  const { status, will_renew, next_renewal_fails } = subscription
  if (status === 'revoked') return []
  if (status === 'expired') return [['refund', 'Refund']]
  const isFailing = status !== 'active'
  return [
    ...(isFailing ? ([['recover-billing', 'Payment works again']] as const) : []),
    ...(!isFailing && will_renew ? ([['renew', 'Renew now']] as const) : []),
    will_renew ? ['cancel', 'Cancel'] : ['resume', 'Resume'],
    ...(!isFailing && will_renew && !next_renewal_fails
      ? ([
          ['fail-next-renewal', 'Fail next renewal'],
          ['fail-next-renewal-without-grace', 'Fail without grace'],
        ] as const)
      : []),
    ['expire', 'Expire now'],
    ['refund', 'Refund'],
  ].map(([action, label]): [SubscriptionAction, string] => [action as SubscriptionAction, label as string])
}

function button(id: string, action: SubscriptionAction, label: string) {
  return html`<form method="post" action="/page/subscriptions/${id}/${action}"><button>${label}</button></form>`
}

function productName(productId: string): string {
  return findProduct(productId)?.displayName ?? productId
}
