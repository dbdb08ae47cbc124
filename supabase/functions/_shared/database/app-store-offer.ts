import { z } from 'zod'
import { AppError, type AppErrorCode } from '../domain/errors.ts'
import type { Database } from './connect.ts'

const refusals = [
  'plan_not_found',
  'already_subscribed',
  'subscribed_on_web',
  'purchase_in_progress',
  'account_being_deleted',
] as const satisfies AppErrorCode[]

const offerSchema = z.union([
  z.object({ refusal: z.enum(refusals) }),
  z.object({ refusal: z.null(), product_id: z.string(), trial_allowed: z.boolean() }),
])

/** What the App Store may sell this user on this Apple Account; throws the guard's code when that is nothing. */
export async function readAppStoreOffer(
  database: Database,
  wish: { userId: string; planId: string; appTransactionId: string },
) {
  const args = [wish.userId, wish.planId, wish.appTransactionId]
  const offer = offerSchema.parse(await database.call('billing.app_store_offer', args))
  if (offer.refusal !== null) throw new AppError(offer.refusal)
  return { productId: offer.product_id, isTrialAllowed: offer.trial_allowed }
}
