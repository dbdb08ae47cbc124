import { z } from 'zod'
import { runTasksLater } from '../_shared/apple/run-tasks.ts'
import { toAppStoreFacts } from '../_shared/apple/to-app-store-facts.ts'
import { recordAppStoreTransaction } from '../_shared/database/app-store-records.ts'
import { AppError } from '../_shared/domain/errors.ts'
import { readJson } from '../_shared/http/read-json.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId } from '../_shared/log.ts'
import type { AppStoreTransactionsDeps } from './app-store-transactions-deps.ts'

const bodySchema = z.object({ signed_transaction: z.string(), signed_renewal_info: z.string().nullish() })

/**
 * Takes a purchase that the iOS app hands in: after buying, on restore, at launch. The app finishes the transaction only
 * after our 2xx, so until then StoreKit brings it again. Whose purchase it is, the database decides.
 */
export async function takeTransaction(request: Request, deps: AppStoreTransactionsDeps): Promise<Response> {
  const user = await deps.requireUser(request)
  const body = await readJson(request, bodySchema)
  const purchase = await deps.verifyPurchase({
    signedTransaction: body.signed_transaction,
    signedRenewal: body.signed_renewal_info ?? null,
  })
  const recorded = await recordAppStoreTransaction(deps.database, user.id, toAppStoreFacts(purchase))
  const { outcome, entitlements, tasks } = recorded
  deps.log.info('App Store transaction taken', {
    user: hashId(user.id),
    transaction: purchase.transaction && hashId(purchase.transaction.transactionId),
    environment: purchase.transaction?.environment,
    outcome,
  })
  runTasksLater(tasks, deps)
  if (outcome === 'belongs_to_another_account') throw new AppError('belongs_to_another_account')
  return respond({ outcome, entitlements })
}
