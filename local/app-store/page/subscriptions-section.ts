import { html } from 'hono/html'
import { PRODUCTS } from '../catalogue.ts'
import { formatPrice } from '../format-price.ts'
import type { SubscriptionDescription } from '../routes/describe-store.ts'
import { actionButton, type Choice, choiceField, submitButton } from './form-parts.ts'
import { pageSection } from './page-section.ts'
import { describeRequest, findOpenRequest, refundRequestForm } from './refund-parts.ts'
import { type ActionLabel, dailyActions, rareActions } from './subscription-buttons.ts'
import { describeEnd, describeState, describeTerms } from './subscription-words.ts'
import { transactionsTable } from './transactions-table.ts'
import { productName, takeNewest, type View } from './view.ts'

export function subscriptionsSection(view: View) {
  const words = { id: 'subscriptions', title: 'Subscriptions', empty: 'Nothing has been bought yet.' }
  return pageSection(words, takeNewest(view.store.subscriptions, view), (subscription) => card(view, subscription))
}

function card(view: View, subscription: SubscriptionDescription) {
  const { original_transaction_id: id, apple_account: account, status, transactions } = subscription
  const isGood = status === 'active' || status === 'in_grace_period'
  const request = findOpenRequest(
    view,
    transactions.map(({ transaction_id }) => transaction_id),
  )
  const isOwn = subscription.ownership === 'purchased'
  return html`<article class="card" id="s${id}" aria-labelledby="st${id}">
  <h3 id="st${id}">${productName(subscription.product_id)} · ${account}</h3>
  <p><span class="state ${isGood ? 'good' : 'bad'}">${describeState(subscription)}</span>, ${describeEnd(subscription)}</p>
  ${describeTerms(subscription).map((line) => html`<p>${line}</p>`)}
  ${request ? html`<p>${describeRequest(request)}</p>` : ''}
  <p class="quiet">${id}${isOwn ? ` · for ${subscription.app_account_token ?? 'nobody known'}` : ''}</p>
  ${isOwn ? forms(subscription, request !== undefined) : ''}
  <details><summary>${transactions.length} ${transactions.length === 1 ? 'transaction' : 'transactions'}<span
    class="hidden"> of ${account}</span></summary>
    ${transactionsTable(subscription)}
  </details>
</article>`
}

function forms(subscription: SubscriptionDescription, isRefundAsked: boolean) {
  const { original_transaction_id: id, apple_account: account } = subscription
  const about = `${productName(subscription.product_id)}, ${account}`
  const button = ([action, label]: ActionLabel) => actionButton(`/page/subscriptions/${id}/${action}`, label, about)
  return html`<div class="row">${dailyActions(subscription, isRefundAsked).map(button)}</div>
  ${subscription.price_consent === 'pending' ? consentForms(subscription, about) : ''}
  <details><summary>More<span class="hidden"> for ${about}</span></summary>
    <div class="row">${rareActions(subscription, isRefundAsked).map(button)}</div>
    ${changeForm(subscription, about)}
    ${isRefundAsked ? '' : refundForm(subscription, about)}
  </details>`
}

/** The sheet on the device that asks for a yes to a higher price. */
function consentForms(subscription: SubscriptionDescription, about: string) {
  const path = `/page/subscriptions/${subscription.original_transaction_id}/price-consent`
  const price = formatPrice(subscription.renewal_price_milliunits, subscription.currency)
  return html`<div class="row">
    ${actionButton(path, `Agree to ${price}`, about, { answer: 'yes' })}
    ${actionButton(path, `Refuse ${price}`, about, { answer: 'no' })}
  </div>`
}

function changeForm(subscription: SubscriptionDescription, about: string) {
  const { original_transaction_id: id, status, auto_renew_product_id } = subscription
  if (status === 'expired' || status === 'revoked') return ''
  const choices = PRODUCTS.filter(
    ({ type, productId }) => type === 'auto_renewable' && productId !== auto_renew_product_id,
  )
  return html`<div class="row"><form method="post" action="/page/subscriptions/${id}/change">
    ${choiceField(
      'product',
      'Plan',
      choices.map(({ productId, displayName }): Choice => [productId, displayName]),
    )}
    ${submitButton('Change plan', about)}
  </form></div>`
}

function refundForm({ transactions, apple_account }: SubscriptionDescription, about: string) {
  const newest = transactions.at(-1)
  return newest && newest.revoked_at === null ? refundRequestForm(apple_account, newest.transaction_id, about) : ''
}
