import type Stripe from 'stripe'
import { unlinkStripeCustomer } from '../database/stripe-facts.ts'
import { callStripe } from './call-stripe.ts'
import { recordFactAnswer } from './sync-fact.ts'
import { fetchSubscription, recordAnswer, type SyncDeps } from './sync-from-stripe.ts'
import { withParts } from './to-reading.ts'
import { unlessMissing } from './unless-missing.ts'

/**
 * Ends all that a customer pays, as Stripe lists it, and deletes them there, for good. Nothing is charged or given back for the
 * time that is left. Safe to repeat after a failure at any step: each begins with what is still there.
 */
export async function endCustomer(id: string, deps: SyncDeps): Promise<void> {
  if (await isThere(id, deps)) {
    const live = await callStripe(deps, (stripe) =>
      stripe.subscriptions.list({ customer: id, limit: 100 }).autoPagingToArray({ limit: 1000 }),
    )
    for (const subscription of live) await endSubscription(subscription.id, deps)
    await closeCheckouts(id, deps)
    await cancelPayments(id, deps)
    // What was made in this moment ends with the customer: https://docs.stripe.com/api/customers/delete
    await unlessMissing(callStripe(deps, (stripe) => stripe.customers.del(id)))
  }
  await unlinkStripeCustomer(deps.database, id)
}

/** Ends a subscription now. One that has ended, or that Stripe does not know, is no error. */
export async function endSubscription(id: string, deps: SyncDeps): Promise<void> {
  const current = await unlessMissing(fetchSubscription(id, deps))
  if (current === null) return
  if (current.ended_at !== null) return void (await recordAnswer(current, deps))
  const ended = await unlessMissing(
    // Unasked, Stripe neither prorates nor makes an invoice: https://docs.stripe.com/api/subscriptions/cancel
    callStripe(deps, (stripe) => stripe.subscriptions.cancel(id, { expand: withParts })),
  )
  // Another tab, or the clock, was faster.
  await recordAnswer(ended ?? (await fetchSubscription(id, deps)), deps)
}

async function isThere(id: string, deps: SyncDeps): Promise<boolean> {
  const customer = await unlessMissing(callStripe(deps, (stripe) => stripe.customers.retrieve(id)))
  return customer !== null && !customer.deleted
}

/** A page of Stripe's that is still open in a tab must not sell to nobody. */
async function closeCheckouts(customer: string, deps: SyncDeps): Promise<void> {
  const open = await callStripe(deps, (stripe) =>
    stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 }),
  )
  for (const { id } of open.data) await callStripe(deps, (stripe) => stripe.checkout.sessions.expire(id))
}

const unpaid: Stripe.PaymentIntent.Status[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
]

/** Something bought once, half paid. The payment of an invoice went with its subscription. */
async function cancelPayments(customer: string, deps: SyncDeps): Promise<void> {
  const intents = await callStripe(deps, (stripe) => stripe.paymentIntents.list({ customer, limit: 100 }))
  for (const { id, status, metadata } of intents.data) {
    if (!metadata.extra_id || !unpaid.includes(status)) continue
    await recordFactAnswer('payment', await callStripe(deps, (stripe) => stripe.paymentIntents.cancel(id)), deps)
  }
}
