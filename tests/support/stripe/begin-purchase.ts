import type { Sql } from 'postgres'
import { callBilling } from './facts.ts'

export type Attempt = {
  refusal?: string
  attempt_id: string
  trial_days: number
  setup_intent_id: string | null
  promotion_code: string | null
  abandoned_subscription_id: string | null
  abandoned_checkout_session_id: string | null
}
type Wish = { plan?: string; trial?: boolean; promotion?: string }

/** Begins a purchase on the web as the `billing` function does. */
export const beginPurchase = (sql: Sql, userId: string, { plan = 'premium', trial = true, promotion }: Wish = {}) =>
  callBilling<Attempt>(sql, 'begin_stripe_purchase', [userId, plan, trial, promotion ?? null])

export const claimCard = (sql: Sql, { attempt_id }: Pick<Attempt, 'attempt_id'>, fingerprint: string | null) =>
  callBilling<'claimed' | 'trial_used'>(sql, 'claim_trial_card', [attempt_id, fingerprint])

export const noteAttempt = (sql: Sql, { attempt_id }: Pick<Attempt, 'attempt_id'>, what: Record<string, string>) =>
  sql`select billing.note_purchase_attempt(${attempt_id}, ${sql.json(what)})`
