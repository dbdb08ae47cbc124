import { z } from 'zod'
import type { Database } from '../_shared/database/connect.ts'
import { recordFailedEvent } from '../_shared/database/record-failed-event.ts'
import type { AppStoreNotificationsDeps } from './handler.ts'

const outcomes = ['applied', 'recorded', 'duplicate'] as const

/** One notification: inbox, facts, subscription and entitlements in one transaction. */
export function createNotificationRecords(
  database: Database,
): Pick<AppStoreNotificationsDeps, 'recordNotification' | 'recordFailure'> {
  return {
    recordNotification: async (notification, facts) =>
      z.enum(outcomes).parse(await database.call('billing.record_app_store_notification', [notification, facts])),
    recordFailure: (notification, reason) => recordFailedEvent(database, 'app_store', notification, reason),
  }
}
