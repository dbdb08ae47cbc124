import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildInvoice } from '../objects/build-invoice.ts'
import { buildSubscription, type SubscriptionFacts } from '../objects/build-subscription.ts'
import { readNow, type World } from '../world.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import type { Redemption } from './redemption.ts'

export type StartFacts = Omit<SubscriptionFacts, 'created' | 'customer' | 'testClock'> & {
  discounts: readonly Redemption[]
  paymentBehavior: 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete'
  /** Whether the first charge happens without the customer being there. */
  offSession?: boolean
}

/** `default_incomplete`: an open first invoice that waits for the customer to confirm its payment. */
export function startSubscription(world: World, customer: Stripe.Customer, facts: StartFacts): Stripe.Subscription {
  const created = readNow(world)
  const subscription = buildSubscription({ ...facts, customer: customer.id, created })
  const period = { start: created, end: created }
  const invoice = buildInvoice({
    customer,
    subscription,
    reason: 'subscription_create',
    period,
    finalizesAt: null,
    created,
  })
  subscription.latest_invoice = invoice.id
  world.state.subscriptions[subscription.id] = subscription
  world.state.invoices[invoice.id] = invoice
  changeObject(world, 'customer.updated', customer, { currency: subscription.currency })
  emitEvent(world, 'customer.subscription.created', subscription)
  emitEvent(world, 'invoice.created', invoice)
  finalizeInvoice(world, invoice)
  return subscription
}
