import type Stripe from 'stripe'
import { claimTrialCard, type PurchaseAttempt, recordPurchase, recordTrialCard } from '../database/purchase-attempts.ts'
import { callStripe } from './call-stripe.ts'
import { detachCard } from './remove-duplicate-cards.ts'
import { requirePrice } from './require-price.ts'
import { toDiscounts } from './require-promotion.ts'
import { fetchSubscription, type SubscriptionAnswer, type SyncDeps, syncFromStripe } from './sync-from-stripe.ts'
import { toIdOf } from './to-id-of.ts'
import { isReplayed, toReading, withParts } from './to-reading.ts'

export type TrialOutcome = 'started' | 'trial_used' | 'unconfirmed'

type TrialAttempt = PurchaseAttempt & { user_id: string }

/**
 * Begins a trial once its card is confirmed and has had none before. The return page and the webhook both come here, also
 * at once and again after a crash: the claim is kept per attempt and the subscription made under the attempt's key.
 */
export async function finishTrial(attempt: TrialAttempt, deps: SyncDeps): Promise<TrialOutcome> {
  const setupIntentId = attempt.setup_intent_id
  if (setupIntentId === null) return 'unconfirmed'
  const setup = await callStripe(deps, (stripe) =>
    stripe.setupIntents.retrieve(setupIntentId, { expand: ['payment_method'] }),
  )
  const { payment_method: card } = setup
  const customer = toIdOf(setup.customer)
  if (setup.status !== 'succeeded' || !customer || card === null || typeof card === 'string') return 'unconfirmed'
  // Not every way to pay has a fingerprint; its id at least keeps one set-up from serving two trials.
  const fingerprint = card.card?.fingerprint ?? card.id
  if ((await claimTrialCard(deps.database, attempt.attempt_id, fingerprint)) === 'trial_used') {
    await forgetCard(setup, card, deps)
    return 'trial_used'
  }
  const answer = await openTrial(attempt, customer, card.id, deps)
  const outcome = await recordPurchase(deps.database, attempt.attempt_id, toReading(answer))
  if (outcome === 'tie') await syncFromStripe(answer.id, deps)
  await recordTrialCard(deps.database, answer.id, fingerprint)
  return 'started'
}

async function openTrial(
  attempt: TrialAttempt,
  customer: string,
  paymentMethod: string,
  deps: SyncDeps,
): Promise<SubscriptionAnswer> {
  if (attempt.subscription_id) return fetchSubscription(attempt.subscription_id, deps)
  const price = await requirePrice(attempt.lookup_key, deps)
  const discounts = await toDiscounts(attempt.promotion_code, deps)
  const answer = await callStripe(deps, (stripe) =>
    stripe.subscriptions.create(
      {
        customer,
        items: [{ price }],
        ...discounts,
        trial_period_days: attempt.trial_days,
        // Without a card that works there is nothing to go on with: https://docs.stripe.com/billing/subscriptions/trials
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
        default_payment_method: paymentMethod,
        payment_settings: { save_default_payment_method: 'on_subscription' },
        ...(attempt.automatic_tax && { automatic_tax: { enabled: true } }),
        metadata: { user_id: attempt.user_id },
        expand: withParts,
      },
      { idempotencyKey: `trial:${attempt.attempt_id}` },
    ),
  )
  return isReplayed(answer) ? fetchSubscription(answer.id, deps) : answer
}

/** The card of a refused trial is not kept, unless it was the person's own before: that one they chose, not entered. */
async function forgetCard(setup: Stripe.SetupIntent, card: Stripe.PaymentMethod, deps: SyncDeps): Promise<void> {
  if (card.customer === null || card.created < setup.created) return
  await detachCard(card.id, deps)
}
