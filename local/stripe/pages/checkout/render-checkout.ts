import { html } from 'hono/html'
import type Stripe from 'stripe'
import type { CheckoutOrder, SimulatorState } from '../../state/simulator-state.ts'
import { renderCardForm } from '../card-form.ts'
import { formatDay, formatMoney } from '../format-money.ts'
import { renderFault, renderPage } from '../render-page.ts'

type Session = Stripe.Checkout.Session

export function renderCheckout(state: SimulatorState, session: Session, order: CheckoutOrder, fault: string | null) {
  return renderPage(
    describeTitle(session, order),
    html`${renderFault(fault)}
${session.mode === 'setup' ? html`<p>Your card is saved for later. Nothing is charged now.</p>` : renderOrder(state, session, order)}
${session.allow_promotion_codes ? renderPromotion(state, session) : ''}
<h2>${needsCard(session) ? 'Pay with card' : 'Confirm'}</h2>
${renderPayment(session, order)}
${session.cancel_url ? html`<p><a href="${session.cancel_url}">Back without paying</a></p>` : ''}`,
  )
}

function describeTitle({ mode }: Session, { lines, subscription }: CheckoutOrder): string {
  const names = lines.map((line) => line.name).join(', ')
  if (mode === 'setup') return 'Save a card'
  if (mode === 'payment') return `Pay for ${names}`
  return isTrial(subscription) ? `Try ${names}` : `Subscribe to ${names}`
}

function renderOrder(state: SimulatorState, session: Session, order: CheckoutOrder) {
  const { currency, total_details, amount_total } = session
  const discount = total_details?.amount_discount ?? 0
  return html`<p class="big">${describePrice(state, session, order)}</p>
${isTrial(order.subscription) ? html`<p>${describeTrial(state, session, order)}</p>` : ''}
<dl>${order.lines.map((line) => html`<dt>${line.quantity} × ${line.name}</dt><dd>${formatMoney(line.unitAmount * line.quantity, currency)}</dd>`)}
${discount > 0 ? html`<dt>Discount</dt><dd>${formatMoney(-discount, currency)}</dd>` : ''}
<dt class="total">Due today</dt><dd class="total">${formatMoney(amount_total ?? 0, currency)}</dd></dl>`
}

function renderPromotion(state: SimulatorState, session: Session) {
  const [used] = session.discounts ?? []
  const code = state.promotionCodes[String(used?.promotion_code)]?.code
  const action = `/checkout/${session.id}/promotion`
  if (code) {
    return html`<form method="post" action="${action}" class="row"><span role="status">${code} is used.</span>
<button class="second">Take it back</button></form>`
  }
  return html`<form method="post" action="${action}" class="row"><label>Promotion code <input name="code" autocomplete="off" required></label>
<button class="second">Use code</button></form>`
}

function renderPayment(session: Session, { subscription }: CheckoutOrder) {
  const email = session.customer === null ? renderEmail(session) : ''
  const action = `/checkout/${session.id}/pay`
  const label = describeButton(session, isTrial(subscription))
  if (needsCard(session)) return renderCardForm(action, label, email)
  return html`<form method="post" action="${action}" class="fields">${email}<button class="all">${label}</button></form>`
}

const renderEmail = ({ customer_email }: Session) =>
  html`<label class="all">E-mail <input name="email" type="email" autocomplete="email" value="${customer_email ?? ''}" required></label>`

function describeButton({ mode, amount_total, currency }: Session, trial: boolean): string {
  if (mode === 'setup') return 'Save card'
  if (trial) return 'Start trial'
  return mode === 'subscription' ? 'Subscribe' : `Pay ${formatMoney(amount_total ?? 0, currency)}`
}

/** With nothing due, a subscription may begin without a card if the session says so. */
const needsCard = ({ mode, amount_total, payment_method_collection }: Session) =>
  mode === 'setup' || Boolean(amount_total) || payment_method_collection === 'always'

const isTrial = (data: CheckoutOrder['subscription']) =>
  data.trial_period_days !== undefined || data.trial_end !== undefined

function describePrice(state: SimulatorState, { currency, amount_total, mode }: Session, { lines }: CheckoutOrder) {
  const [line] = lines
  if (mode !== 'subscription' || !line) return formatMoney(amount_total ?? 0, currency)
  const interval = state.prices[line.price ?? '']?.recurring?.interval ?? 'month'
  return `${formatMoney(line.unitAmount * line.quantity, currency)} per ${interval}`
}

function describeTrial(state: SimulatorState, session: Session, order: CheckoutOrder): string {
  const { trial_end, trial_period_days: days } = order.subscription
  const price = describePrice(state, session, order)
  const length = trial_end === undefined ? `${days} ${days === 1 ? 'day' : 'days'}` : `until ${formatDay(trial_end)}`
  return `Free for ${length}, then ${price}. Cancel before that and you pay nothing.`.replace('for until', 'until')
}
