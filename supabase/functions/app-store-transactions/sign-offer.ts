import { z } from 'zod'
import { readAppStoreOffer } from '../_shared/database/app-store-offer.ts'
import { readJson } from '../_shared/http/read-json.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId } from '../_shared/log.ts'
import type { AppStoreTransactionsDeps } from './app-store-transactions-deps.ts'

const bodySchema = z.object({ plan_id: z.string().min(1).max(64), signed_app_transaction: z.string() })

/**
 * Says before the purchase sheet opens whether a free trial belongs to the purchase, and signs it for StoreKit. It is signed
 * in both cases: what Apple decides by itself does not know of a trial on the web.
 * https://developer.apple.com/documentation/storekit/product/purchaseoption/introductoryoffereligibility(compactjws:)
 */
export async function signOffer(request: Request, deps: AppStoreTransactionsDeps): Promise<Response> {
  const user = await deps.requireUser(request)
  const body = await readJson(request, bodySchema)
  const { appTransactionId } = await deps.verifyAppTransaction(body.signed_app_transaction)
  const wish = { userId: user.id, planId: body.plan_id, appTransactionId }
  const { productId, isTrialAllowed } = await readAppStoreOffer(deps.database, wish)
  const introductoryOfferEligibility = await deps.signIntroductoryOffer({
    productId,
    isAllowed: isTrialAllowed,
    appTransactionId,
  })
  deps.log.info('App Store offer signed', { user: hashId(user.id), plan: body.plan_id, trial: isTrialAllowed })
  return respond({ trial_allowed: isTrialAllowed, introductory_offer_eligibility: introductoryOfferEligibility })
}
