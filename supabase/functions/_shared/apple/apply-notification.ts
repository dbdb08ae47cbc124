import { recordAppStoreNotification } from '../database/app-store-records.ts'
import type { Database } from '../database/connect.ts'
import { recordFailedEvent } from '../database/record-failed-event.ts'
import { UnknownStoreValueError } from '../domain/errors.ts'
import { hashId, type Log } from '../log.ts'
import { toAppStoreFacts } from './to-app-store-facts.ts'
import { type AppStoreNotification, toAppStoreNotification } from './to-app-store-notification.ts'
import type { VerifyNotification } from './verify-notification.ts'

export type ApplyNotificationDeps = { verifyNotification: VerifyNotification; database: Database; log: Log }

/** `tasks` are ids of what the notification has left to be done at Apple. */
export type AppliedNotification = { notification: AppStoreNotification; outcome: string; tasks: number[] }

/**
 * Proves a notification and has it take effect, whichever way it came: Apple sent it, or reconciliation found it in the
 * history. Types and subtypes that we do not know are recorded: the facts in them count, not their name. Safe to repeat.
 */
export async function applyNotification(
  signedPayload: string,
  deps: ApplyNotificationDeps,
): Promise<AppliedNotification> {
  const verified = await deps.verifyNotification(signedPayload)
  const notification = toAppStoreNotification(verified)
  try {
    const recorded = await recordAppStoreNotification(deps.database, notification, toAppStoreFacts(verified))
    return { notification, ...recorded }
  } catch (error) {
    if (!(error instanceof UnknownStoreValueError)) throw error
    deps.log.error('App Store notification holds a value that is not known', error, {
      event: hashId(notification.event_id),
    })
    // Kept all the same: in the sandbox Apple never sends it again.
    const outcome = await recordFailedEvent(deps.database, 'app_store', notification, error.message)
    return { notification, outcome, tasks: [] }
  }
}
