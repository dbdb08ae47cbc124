import type Stripe from 'stripe'
import { startSubscription } from '../billing/start-subscription.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findIntentOfInvoice, idOf } from '../objects/find-object.ts'
import { attemptPayment } from '../payments/attempt-payment.ts'
import { createPaymentIntent } from '../payments/create-payment-intent.ts'
import type { CheckoutOrder } from '../state/simulator-state.ts'
import { readNow, type World } from '../world.ts'
import { ensureCustomer } from './ensure-customer.ts'
import { keepCard } from './keep-card.ts'
import { findCoupons } from './price-session.ts'

type Session = Stripe.Checkout.Session
type Method = Stripe.PaymentMethod | null

/** The bank has agreed: what the session was opened for is made and paid. Null: no card was needed. */
export function completeSession(world: World, session: Session, method: Method): void {
  const order = world.state.checkoutOrders[session.id]
  if (!order) return
  const customer = ensureCustomer(world, session)
  Object.assign(session, make(world, session, order, customer, method), {
    customer: customer.id,
    customer_details: { ...noDetails, email: customer.email, name: customer.name ?? null },
    status: 'complete',
    url: null,
  })
  emitEvent(world, 'checkout.session.completed', session)
}

function make(
  world: World,
  session: Session,
  order: CheckoutOrder,
  customer: Stripe.Customer,
  method: Method,
): Partial<Session> {
  if (session.mode === 'subscription') return subscribe(world, session, order, customer, method)
  if (!method) return {}
  if (session.mode === 'setup') return { setup_intent: keepCard(world, customer, method, order.intentMetadata).id }
  const intent = createPaymentIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: customer.id,
    description: null,
    setupFutureUsage: order.setupFutureUsage,
    metadata: order.intentMetadata,
  })
  attemptPayment(world, intent, method, { offSession: false, authenticated: true })
  return { payment_intent: intent.id, payment_status: 'paid' }
}

function subscribe(
  world: World,
  session: Session,
  order: CheckoutOrder,
  customer: Stripe.Customer,
  method: Method,
): Partial<Session> {
  const isDue = Boolean(session.amount_total)
  // With nothing to charge yet, the card is kept first, so that the subscription begins with it.
  if (!isDue && method) keepCard(world, customer, method, {})
  const subscription = startSubscription(world, customer, {
    ...describeSubscription(world, session, order),
    defaultPaymentMethod: isDue ? null : (method?.id ?? null),
    paymentBehavior: isDue ? 'default_incomplete' : 'allow_incomplete',
  })
  const invoice = idOf(subscription.latest_invoice)
  const intent = isDue && invoice ? findIntentOfInvoice(world.state, invoice) : null
  if (intent && method) attemptPayment(world, intent, method, { offSession: false, authenticated: true })
  return { invoice, payment_status: isDue ? 'paid' : 'no_payment_required', subscription: subscription.id }
}

function describeSubscription(world: World, session: Session, order: CheckoutOrder) {
  const [line] = order.lines
  const price = world.state.prices[line?.price ?? '']
  if (!price) throw new Error('The simulator lost a price')
  const { description, metadata, trial_end, trial_period_days: days, trial_settings } = order.subscription
  return {
    price,
    quantity: line?.quantity ?? 1,
    metadata: (metadata ?? {}) as Stripe.Metadata,
    description: description ?? null,
    savePaymentMethod: 'on_subscription' as const,
    trialEnd: trial_end ?? (days === undefined ? null : readNow(world) + days * 86_400),
    automaticTax: session.automatic_tax.enabled,
    ...(trial_settings && { missingPaymentMethod: trial_settings.end_behavior.missing_payment_method }),
    discounts: findCoupons(world, session),
  }
}

const noDetails = {
  address: null,
  business_name: null,
  individual_name: null,
  phone: null,
  tax_exempt: 'none' as const,
  tax_ids: [],
}
