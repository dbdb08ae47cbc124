import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { isStripeRefusal } from '../_shared/stripe/stripe-failure.ts'
import { fetchSubscription, recordAnswer, type SyncDeps, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import type { BegunPurchase } from './purchase-records.ts'

/** Ends what was half made before the person chose something else, so that a tab which is still open cannot pay for it. */
export async function abandonPurchase(attempt: BegunPurchase, deps: SyncDeps): Promise<void> {
  if (attempt.abandoned_subscription_id) await abandonSubscription(attempt.abandoned_subscription_id, deps)
  if (attempt.abandoned_checkout_session_id) await abandonCheckout(attempt.abandoned_checkout_session_id, deps)
}

async function abandonSubscription(id: string, deps: SyncDeps): Promise<void> {
  const current = await fetchSubscription(id, deps)
  if (current.status !== 'incomplete') return void (await recordAnswer(current, deps))
  try {
    await callStripe(deps, (stripe) => stripe.subscriptions.cancel(id))
  } catch (error) {
    // Another tab was faster, or it was paid in this moment: what has become of it is read below.
    if (!isStripeRefusal(error, 'resource_missing')) throw error
  }
  await syncFromStripe(id, deps)
}

async function abandonCheckout(id: string, deps: SyncDeps): Promise<void> {
  const session = await callStripe(deps, (stripe) => stripe.checkout.sessions.retrieve(id))
  if (session.status === 'open') await callStripe(deps, (stripe) => stripe.checkout.sessions.expire(id))
}
