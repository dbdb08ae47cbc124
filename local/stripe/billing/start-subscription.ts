import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { createUnpaidError } from '../api/unpaid-error.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildSubscription, type SubscriptionFacts } from '../objects/build-subscription.ts'
import { findIntentOfInvoice } from '../objects/find-object.ts'
import { createSetupIntent } from '../payments/create-setup-intent.ts'
import { readNow, type World } from '../world.ts'
import { chargeInvoice, findDefaultMethod } from './charge-invoice.ts'
import { describePeriod, describeTrial } from './describe-lines.ts'
import { draftInvoice } from './draft-invoice.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { recordInvoice } from './record-invoice.ts'
import { createDiscounts } from './redeem-discounts.ts'
import type { Redemption } from './redemption.ts'
import { settleInvoice } from './settle-balance.ts'

export type StartFacts = Omit<SubscriptionFacts, 'created' | 'customer' | 'testClock'> & {
  discounts: readonly Redemption[]
  paymentBehavior: 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete'
  /** Whether the first charge happens without the customer being there. */
  offSession?: boolean
}

/** `default_incomplete` leaves an open first invoice that waits for the customer; the others charge the saved card. */
export function startSubscription(world: World, customer: Stripe.Customer, facts: StartFacts): Stripe.Subscription {
  const created = readNow(world)
  const testClock = typeof customer.test_clock === 'string' ? customer.test_clock : null
  const subscription = buildSubscription({ ...facts, customer: customer.id, testClock, created })
  subscription.discounts = createDiscounts(world, subscription, facts.discounts)
  changeObject(world, 'customer.updated', customer, { currency: subscription.currency })
  const invoice = draftFirstInvoice(world, subscription)
  const method = findDefaultMethod(world, customer, subscription)
  const isDue = settleInvoice(invoice).amount_due > 0
  const waits = facts.paymentBehavior === 'default_incomplete'
  if (isDue && !waits && !method) throw createNoCardError()
  if (waits && !isDue && !method) subscription.pending_setup_intent = startSetup(world, customer)
  subscription.latest_invoice = invoice.id
  world.state.subscriptions[subscription.id] = subscription
  emitEvent(world, 'customer.subscription.created', subscription)
  recordInvoice(world, invoice)
  finalizeInvoice(world, invoice)
  if (isDue && !waits) chargeInvoice(world, invoice, facts.offSession ?? false)
  if (facts.paymentBehavior === 'error_if_incomplete' && invoice.status === 'open') {
    throw createUnpaidError(findIntentOfInvoice(world.state, invoice.id))
  }
  return subscription
}

export function draftFirstInvoice(world: World, subscription: Stripe.Subscription): Stripe.Invoice {
  const describe = subscription.status === 'trialing' ? describeTrial : describePeriod
  const { created } = subscription
  return draftInvoice(world, subscription, {
    reason: 'subscription_create',
    lines: subscription.items.data.map((item) => describe(world.state, subscription, item)),
    items: [],
    period: { start: created, end: created },
    finalizesAt: null,
  })
}

const startSetup = (world: World, customer: Stripe.Customer) =>
  createSetupIntent(world, { customer: customer.id, usage: 'off_session', metadata: {} }).id

const createNoCardError = () =>
  createInvalidRequestError(
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    { code: 'resource_missing' },
  )
