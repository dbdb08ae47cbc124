import { z } from 'zod'
import type { Database } from '../_shared/database/connect.ts'
import { attemptSchema } from '../_shared/database/purchase-attempts.ts'
import { AppError } from '../_shared/domain/errors.ts'

const begunSchema = attemptSchema.extend({
  promotion_codes: z.boolean(),
  abandoned_subscription_id: z.string().nullable(),
  abandoned_checkout_session_id: z.string().nullable(),
})
/** An attempt as it was begun or gone on with, and what was half made before something else was chosen. */
export type BegunPurchase = z.infer<typeof begunSchema>

const refusals = [
  'plan_not_found',
  'already_subscribed',
  'subscribed_in_app_store',
  'purchase_in_progress',
  'account_being_deleted',
] as const
const refusalSchema = z.object({ refusal: z.enum(refusals) })

export type PurchaseWish = { plan_id: string; trial: boolean; promotion_code: string | null }

/** The user's one purchase attempt; throws the refusal's code when they may not buy this plan now. */
export async function beginPurchase(database: Database, userId: string, wish: PurchaseWish): Promise<BegunPurchase> {
  const args = [userId, wish.plan_id, wish.trial, wish.promotion_code]
  const answer = await database.call('billing.begin_stripe_purchase', args)
  const refused = refusalSchema.safeParse(answer)
  if (refused.success) throw new AppError(refused.data.refusal)
  return begunSchema.parse(answer)
}
