import { z } from 'zod'
import { type AppStoreFacts, toAppStoreFacts } from '../_shared/apple/to-app-store-facts.ts'
import { type AppStoreNotification, toAppStoreNotification } from '../_shared/apple/to-app-store-notification.ts'
import type { VerifiedNotification, VerifyNotification } from '../_shared/apple/verify-notification.ts'
import { UnknownStoreValueError } from '../_shared/domain/errors.ts'
import { readJson } from '../_shared/http/read-json.ts'
import { requirePost } from '../_shared/http/require-post.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId, type Log } from '../_shared/log.ts'

export type AppStoreNotificationsDeps = {
  /** Throws `AppError('invalid_signature')` for what Apple did not sign for this app. */
  verifyNotification: VerifyNotification
  recordNotification: (notification: AppStoreNotification, facts: AppStoreFacts) => Promise<string>
  /** Keeps what cannot be understood: in the sandbox Apple never sends it again. */
  recordFailure: (notification: AppStoreNotification, reason: string) => Promise<string>
  log: Log
}

const bodySchema = z.object({ signedPayload: z.string() })

/**
 * Takes one App Store Server Notification (version 2). 2xx only after it is stored; Apple sends it again after anything else,
 * in the sandbox never. Types and subtypes that we do not know are recorded: the facts in them count, not their name.
 * https://developer.apple.com/documentation/appstoreservernotifications/responding-to-app-store-server-notifications
 */
export async function handleAppStoreNotification(request: Request, deps: AppStoreNotificationsDeps): Promise<Response> {
  requirePost(request)
  const { signedPayload } = await readJson(request, bodySchema)
  const verified = await deps.verifyNotification(signedPayload)
  const notification = toAppStoreNotification(verified)
  const outcome = await applyNotification(verified, notification, deps)
  deps.log.info('App Store notification taken', {
    type: notification.event_type,
    subtype: notification.event_subtype,
    environment: notification.environment,
    event: hashId(notification.event_id),
    outcome,
  })
  return respond({ outcome })
}

async function applyNotification(
  verified: VerifiedNotification,
  notification: AppStoreNotification,
  deps: AppStoreNotificationsDeps,
): Promise<string> {
  try {
    return await deps.recordNotification(notification, toAppStoreFacts(verified))
  } catch (error) {
    if (!(error instanceof UnknownStoreValueError)) throw error
    deps.log.error('App Store notification holds a value that is not known', error, {
      event: hashId(notification.event_id),
    })
    return deps.recordFailure(notification, error.message)
  }
}
