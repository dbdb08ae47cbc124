import { z } from 'zod'
import type { SubscriptionReading } from '../stripe/to-reading.ts'
import type { Database } from './connect.ts'
import { toSubscriptionRow } from './to-subscription-row.ts'

/** The one purchase that a user has under way at Stripe. */
export const attemptSchema = z.object({
  attempt_id: z.uuid(),
  customer_id: z.string().nullable(),
  subscription_id: z.string().nullable(),
  lookup_key: z.string(),
  /** 0: no trial. */
  trial_days: z.number().int().nonnegative(),
  promotion_code: z.string().nullable(),
  automatic_tax: z.boolean(),
  web_checkout: z.enum(['elements', 'hosted']),
  setup_intent_id: z.string().nullable(),
  checkout_session_id: z.string().nullable(),
  /** Why it cannot be finished; only an attempt that is read again says it. */
  refusal: z.enum(['trial_used']).nullish(),
})
export type PurchaseAttempt = z.infer<typeof attemptSchema>

/** The user's attempt that has not become a subscription yet; null when there is none. */
export async function readAttempt(database: Database, userId: string): Promise<PurchaseAttempt | null> {
  return attemptSchema.nullable().parse(await database.call('billing.attempt_of', [userId]))
}

const ownedAttemptSchema = attemptSchema.extend({ user_id: z.uuid() })

/** The attempt whose trial waits for this card; null when it has ended otherwise. */
export async function readAttemptOfSetup(database: Database, setupIntentId: string) {
  const found = await database.call('billing.attempt_by_setup_intent', [setupIntentId])
  return ownedAttemptSchema.nullable().parse(found)
}

/** Keeps what was made at Stripe for the attempt, so that the next request goes on with it. */
export async function noteAttempt(
  database: Database,
  attemptId: string,
  made: { setup_intent_id: string } | { checkout_session_id: string },
): Promise<void> {
  await database.call('billing.note_purchase_attempt', [attemptId, made])
}

/** One trial per card and per person. Asked again by the same attempt the answer stays `claimed`. */
export async function claimTrialCard(database: Database, attemptId: string, fingerprint: string) {
  const claim = await database.call('billing.claim_trial_card', [attemptId, fingerprint])
  return z.enum(['claimed', 'trial_used']).parse(claim)
}

/** The same for a trial that Stripe's hosted page has begun, where the card is known only afterwards. */
export async function claimCheckoutTrialCard(database: Database, subscriptionId: string, fingerprint: string) {
  const claim = await database.call('billing.claim_checkout_trial_card', [subscriptionId, fingerprint])
  return z.enum(['claimed', 'trial_used']).parse(claim)
}

/** Notes which card a trial was begun with, so that no other account begins one with it. */
export async function recordTrialCard(database: Database, subscriptionId: string, fingerprint: string): Promise<void> {
  await database.call('billing.record_trial_card', [subscriptionId, fingerprint])
}

/** Binds the subscription to the attempt and records it; `tie` when its moment cannot be told. */
export async function recordPurchase(
  database: Database,
  attemptId: string,
  reading: SubscriptionReading,
): Promise<string> {
  const args = [attemptId, toSubscriptionRow(reading.subscription), reading.asOf]
  return z.string().parse(await database.call('billing.record_stripe_purchase', args))
}

/** The customer that counts for this user: the first one that was linked. */
export async function linkCustomer(database: Database, userId: string, customerId: string): Promise<string> {
  return z.string().parse(await database.call('billing.link_stripe_customer', [userId, customerId]))
}
