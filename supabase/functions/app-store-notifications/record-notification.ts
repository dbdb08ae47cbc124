import { z } from 'zod'
import type { Database } from '../_shared/database/connect.ts'
import type { AppStoreNotificationsDeps } from './handler.ts'

const outcomes = ['applied', 'recorded', 'duplicate'] as const

/** One notification: inbox, facts, subscription and entitlements in one transaction. */
export function createRecordNotification(database: Database): AppStoreNotificationsDeps['recordNotification'] {
  return async (notification, facts) =>
    z.enum(outcomes).parse(await database.call('billing.record_app_store_notification', [notification, facts]))
}
