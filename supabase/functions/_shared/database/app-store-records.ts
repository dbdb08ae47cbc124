import { z } from 'zod'
import type { AppStoreFacts } from '../apple/to-app-store-facts.ts'
import type { AppStoreNotification } from '../apple/to-app-store-notification.ts'
import type { Environment } from '../domain/subscription.ts'
import type { Database } from './connect.ts'

/** Ids of what an event has left to be done at Apple, due now. */
const tasks = z.array(z.number().int())

const notificationAnswer = z.object({ outcome: z.enum(['applied', 'recorded', 'duplicate']), tasks })
const transactionAnswer = z.object({
  outcome: z.enum(['applied', 'recorded', 'belongs_to_another_account']),
  entitlements: z.array(z.object({ entitlement: z.string(), access_ends_at: z.string().nullable() })),
  tasks,
})
const statusAnswer = z.object({ outcome: z.string(), tasks })

/** One notification: inbox, facts, subscription or purchase, entitlements and tasks in one transaction. Safe to repeat. */
export async function recordAppStoreNotification(
  database: Database,
  notification: AppStoreNotification,
  facts: AppStoreFacts,
) {
  const answer = await database.call('billing.record_app_store_notification', [notification, facts])
  return notificationAnswer.parse(answer)
}

/** One purchase handed in by its user, the same way. Whose it is, the database decides. */
export async function recordAppStoreTransaction(database: Database, userId: string, facts: AppStoreFacts) {
  return transactionAnswer.parse(await database.call('billing.record_app_store_transaction', [userId, facts]))
}

/** What Apple answered when it was asked about one subscription, and its customer's others; without facts only that it was asked. */
export async function recordAppStoreStatus(
  database: Database,
  subscription: { originalTransactionId: string; environment: Environment },
  facts: AppStoreFacts[],
) {
  const { originalTransactionId, environment } = subscription
  const answer = await database.call('billing.record_app_store_status', [originalTransactionId, environment, facts])
  return statusAnswer.parse(answer)
}
