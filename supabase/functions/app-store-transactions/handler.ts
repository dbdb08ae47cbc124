import { z } from 'zod'
import { type AppStoreFacts, toAppStoreFacts } from '../_shared/apple/to-app-store-facts.ts'
import type { VerifyPurchase } from '../_shared/apple/verify-purchase.ts'
import { AppError } from '../_shared/domain/errors.ts'
import { readJson } from '../_shared/http/read-json.ts'
import { requirePost } from '../_shared/http/require-post.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId, type Log } from '../_shared/log.ts'

export type RecordedTransaction = {
  outcome: 'applied' | 'recorded' | 'belongs_to_another_account'
  entitlements: { entitlement: string; access_ends_at: string | null }[]
}

export type AppStoreTransactionsDeps = {
  requireUser: (request: Request) => Promise<{ id: string }>
  /** Throws `AppError('invalid_signature')` for what Apple did not sign for this app. */
  verifyPurchase: VerifyPurchase
  recordTransaction: (userId: string, facts: AppStoreFacts) => Promise<RecordedTransaction>
  log: Log
}

const bodySchema = z.object({ signed_transaction: z.string(), signed_renewal_info: z.string().nullish() })

/**
 * Takes a purchase that the iOS app hands in: after buying, on restore, at launch. The app finishes the transaction only
 * after our 2xx, so until then StoreKit brings it again. Whose purchase it is, the database decides.
 */
export async function handleAppStoreTransaction(request: Request, deps: AppStoreTransactionsDeps): Promise<Response> {
  requirePost(request)
  const user = await deps.requireUser(request)
  const body = await readJson(request, bodySchema)
  const purchase = await deps.verifyPurchase({
    signedTransaction: body.signed_transaction,
    signedRenewal: body.signed_renewal_info ?? null,
  })
  const { outcome, entitlements } = await deps.recordTransaction(user.id, toAppStoreFacts(purchase))
  deps.log.info('App Store transaction taken', {
    user: hashId(user.id),
    transaction: purchase.transaction && hashId(purchase.transaction.transactionId),
    environment: purchase.transaction?.environment,
    outcome,
  })
  if (outcome === 'belongs_to_another_account') throw new AppError('belongs_to_another_account')
  return respond({ outcome, entitlements })
}
