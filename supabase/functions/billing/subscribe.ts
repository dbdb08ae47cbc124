import type Stripe from 'stripe'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe, toReading } from '../_shared/stripe/call-stripe.ts'
import { type SyncDeps, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { beginPurchase, linkCustomer, type PurchaseAttempt, recordPurchase } from './purchase-records.ts'

/** The browser confirms the payment with `client_secret`; null when nothing is left to pay. */
export type SubscribeAnswer = { subscription_id: string; client_secret: string | null; status: string }

/**
 * Starts a subscription whose first invoice the browser then pays. Safe to repeat: two clicks, two tabs and a reload get
 * the same subscription. Throws the purchase guard's refusal before Stripe is asked for anything.
 */
export async function subscribe(user: SignedInUser, planId: string, deps: SyncDeps): Promise<SubscribeAnswer> {
  const attempt = await beginPurchase(deps.database, user.id, planId)
  if (attempt.abandoned_subscription_id) await abandon(attempt.abandoned_subscription_id, deps)
  const answer = await openSubscription(user, attempt, deps)
  const reading = toReading(answer)
  const outcome = await recordPurchase(deps.database, attempt.attempt_id, reading)
  if (outcome === 'tie') await syncFromStripe(answer.id, deps)
  // Stripe gave it up after 23 hours and we had not heard: now that we have, the next attempt is a new one.
  if (reading.subscription.status === 'expired') return subscribe(user, planId, deps)
  return { subscription_id: answer.id, client_secret: toClientSecret(answer), status: reading.subscription.status }
}

async function openSubscription(user: SignedInUser, attempt: PurchaseAttempt, deps: SyncDeps) {
  const expand = ['latest_invoice.confirmation_secret']
  const { stripe } = deps
  const madeBefore = attempt.subscription_id
  if (madeBefore) return callStripe(() => stripe.subscriptions.retrieve(madeBefore, { expand }))
  const customer = attempt.customer_id ?? (await createCustomer(user, deps))
  const price = await requirePrice(attempt.lookup_key, stripe)
  return callStripe(() =>
    stripe.subscriptions.create(
      {
        customer,
        items: [{ price }],
        payment_behavior: 'default_incomplete',
        payment_settings: { save_default_payment_method: 'on_subscription' },
        metadata: { user_id: user.id },
        expand,
      },
      { idempotencyKey: `subscribe:${attempt.attempt_id}` },
    ),
  )
}

/** The key makes parallel requests share one customer; the link in the database is unique both ways. */
async function createCustomer(user: SignedInUser, deps: SyncDeps): Promise<string> {
  const customer = await callStripe(() =>
    deps.stripe.customers.create(
      { email: user.email ?? undefined, metadata: { user_id: user.id } },
      { idempotencyKey: `customer:${user.id}:${user.email ?? ''}` },
    ),
  )
  return linkCustomer(deps.database, user.id, customer.id)
}

async function requirePrice(lookupKey: string, stripe: Stripe): Promise<string> {
  const prices = await callStripe(() => stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }))
  const price = prices.data[0]
  if (!price)
    throw new AppError('internal', { cause: new Error(`Stripe has no active price with lookup key ${lookupKey}`) })
  return price.id
}

/** Ends a half-made subscription of another plan, so that a tab which is still open cannot pay for it. */
async function abandon(subscriptionId: string, deps: SyncDeps): Promise<void> {
  const current = await callStripe(() => deps.stripe.subscriptions.retrieve(subscriptionId))
  if (current.status === 'incomplete') await callStripe(() => deps.stripe.subscriptions.cancel(subscriptionId))
  await syncFromStripe(subscriptionId, deps)
}

function toClientSecret(subscription: Stripe.Subscription): string | null {
  const invoice = subscription.latest_invoice
  if (subscription.status !== 'incomplete' || invoice === null || typeof invoice === 'string') return null
  return invoice.confirmation_secret?.client_secret ?? null
}
