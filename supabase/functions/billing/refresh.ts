import { type PurchaseAttempt, readAttempt } from '../_shared/database/purchase-attempts.ts'
import type { RefreshAnswer } from '../_shared/domain/billing-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { finishTrial } from '../_shared/stripe/finish-trial.ts'
import { settleCheckout } from '../_shared/stripe/settle-checkout.ts'
import { syncFact } from '../_shared/stripe/sync-fact.ts'
import { syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { toIdOf } from '../_shared/stripe/to-id-of.ts'
import type { BillingDeps } from './billing-deps.ts'
import { readCustomer, readOwnSubscription } from './own-records.ts'

/** Finishes what the user has begun and asks Stripe for the newest state. Only reads and convergent steps: safe at any time. */
export async function refresh(user: SignedInUser, _body: object, deps: BillingDeps): Promise<RefreshAnswer> {
  const attempt = await readAttempt(deps.database, user.id)
  const refusal = attempt && (await finishAttempt({ ...attempt, user_id: user.id }, deps))
  const subscription = await readOwnSubscription(deps.database, user.id)
  if (subscription) await syncWithInvoice(subscription.store_subscription_id, deps)
  const customer = await readCustomer(deps.database, user.id)
  if (customer) await syncPayments(customer, deps)
  const status = subscription && (await readOwnSubscription(deps.database, user.id))?.status
  return { status: status ?? null, refusal: refusal ?? null }
}

async function finishAttempt(attempt: PurchaseAttempt & { user_id: string }, deps: BillingDeps) {
  const outcomes = [
    attempt.checkout_session_id && (await settleCheckout(attempt.checkout_session_id, deps)),
    attempt.setup_intent_id && (await finishTrial(attempt, deps)),
  ]
  return attempt.refusal || outcomes.includes('trial_used') ? ('trial_used' as const) : null
}

async function syncWithInvoice(subscriptionId: string, deps: BillingDeps): Promise<void> {
  const { answer } = await syncFromStripe(subscriptionId, deps)
  const invoice = toIdOf(answer.latest_invoice)
  if (invoice) await syncFact('invoice', invoice, deps)
}

const recentPayments = 10

/** What was bought once: of the newest payments those that we made for it and that are not recorded as finished. */
async function syncPayments(customer: string, deps: BillingDeps): Promise<void> {
  const { data } = await callStripe(deps, (stripe) => stripe.paymentIntents.list({ customer, limit: recentPayments }))
  for (const { id, metadata } of data) if (metadata.extra_id) await syncFact('payment', id, deps)
}
