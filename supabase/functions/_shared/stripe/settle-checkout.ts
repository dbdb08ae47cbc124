import type Stripe from 'stripe'
import { claimCheckoutTrialCard, recordPurchase } from '../database/purchase-attempts.ts'
import { callStripe } from './call-stripe.ts'
import { recordAnswer, type SyncDeps, syncFromStripe } from './sync-from-stripe.ts'
import { toIdOf } from './to-id-of.ts'
import { toReading, withParts } from './to-reading.ts'

export type CheckoutOutcome = 'started' | 'trial_used' | 'open' | 'expired'

/**
 * Takes over what a person has bought on Stripe's hosted page. There the card is known only afterwards: a trial whose card
 * has had one before is ended before it is paid for. Safe to repeat: it reads, and ends what is not ended.
 */
export async function settleCheckout(sessionId: string, deps: SyncDeps): Promise<CheckoutOutcome> {
  const session = await callStripe(deps, (stripe) => stripe.checkout.sessions.retrieve(sessionId))
  if (session.status === 'expired') return 'expired'
  const subscriptionId = toIdOf(session.subscription)
  if (session.status !== 'complete' || !subscriptionId) return 'open'
  const answer = await callStripe(deps, (stripe) =>
    stripe.subscriptions.retrieve(subscriptionId, { expand: [...withParts, 'default_payment_method'] }),
  )
  const attemptId = session.metadata?.attempt_id
  const outcome = attemptId ? await recordPurchase(deps.database, attemptId, toReading(answer)) : 'tie'
  if (outcome === 'tie') await syncFromStripe(answer.id, deps)
  return answer.status === 'trialing' ? claimTrial(answer, deps) : 'started'
}

async function claimTrial(subscription: Stripe.Subscription, deps: SyncDeps): Promise<CheckoutOutcome> {
  const { id, default_payment_method: card } = subscription
  if (card === null || typeof card === 'string') return 'started'
  const claim = await claimCheckoutTrialCard(deps.database, id, card.card?.fingerprint ?? card.id)
  if (claim === 'claimed') return 'started'
  const ended = await callStripe(deps, (stripe) => stripe.subscriptions.cancel(id, { expand: withParts }))
  await recordAnswer(ended, deps)
  return 'trial_used'
}
