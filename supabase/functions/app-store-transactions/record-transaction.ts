import { z } from 'zod'
import type { Database } from '../_shared/database/connect.ts'
import type { AppStoreTransactionsDeps } from './handler.ts'

const answerSchema = z.object({
  outcome: z.enum(['applied', 'recorded', 'belongs_to_another_account']),
  entitlements: z.array(z.object({ entitlement: z.string(), access_ends_at: z.string().nullable() })),
})

/** One purchase handed in by its user: facts, subscription and entitlements in one transaction. */
export function createRecordTransaction(database: Database): AppStoreTransactionsDeps['recordTransaction'] {
  return async (userId, facts) =>
    answerSchema.parse(await database.call('billing.record_app_store_transaction', [userId, facts]))
}
