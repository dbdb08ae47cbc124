import { recordAppStoreStatus } from '../database/app-store-records.ts'
import type { Database } from '../database/connect.ts'
import type { Environment } from '../domain/subscription.ts'
import type { AppStoreServerApi, SubscriptionStatusAnswer } from './server-api/app-store-server-api.ts'
import { AppStoreServerApiError } from './server-api/app-store-server-api-error.ts'
import { toAppStoreFacts } from './to-app-store-facts.ts'
import type { VerifyPurchase } from './verify-purchase.ts'

export type SyncStatusDeps = { serverApi: AppStoreServerApi; verifyPurchase: VerifyPurchase; database: Database }
export type SubscriptionIdentity = { environment: Environment; originalTransactionId: string }

/**
 * Asks Apple how a subscription stands and records what it signed, the customer's other subscriptions included, which come in
 * the same answer. Answers the ids of tasks that came of it. Safe to repeat: these are facts as any others.
 */
export async function syncStatus(subscription: SubscriptionIdentity, deps: SyncStatusDeps): Promise<number[]> {
  const facts = await Promise.all(
    (await readStatuses(subscription, deps)).map(async ({ signedTransaction, signedRenewal }) =>
      toAppStoreFacts(await deps.verifyPurchase({ signedTransaction, signedRenewal })),
    ),
  )
  // Also where Apple told nothing: the check was made.
  return (await recordAppStoreStatus(deps.database, subscription, facts)).tasks
}

/** "Account not found", "original transaction id not found", "transaction id not found": there is nothing, and never will be. */
const unknownCodes = [4_040_001, 4_040_005, 4_040_010]

async function readStatuses(
  { environment, originalTransactionId }: SubscriptionIdentity,
  { serverApi }: SyncStatusDeps,
): Promise<SubscriptionStatusAnswer[]> {
  try {
    return await serverApi.readSubscriptionStatuses(environment, originalTransactionId)
  } catch (error) {
    if (error instanceof AppStoreServerApiError && unknownCodes.includes(error.errorCode ?? 0)) return []
    throw error
  }
}
