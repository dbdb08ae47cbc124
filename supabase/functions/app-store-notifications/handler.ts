import { z } from 'zod'
import { type AppStoreFacts, toAppStoreFacts } from '../_shared/apple/to-app-store-facts.ts'
import { type AppStoreNotification, toAppStoreNotification } from '../_shared/apple/to-app-store-notification.ts'
import type { VerifyNotification } from '../_shared/apple/verify-notification.ts'
import { readJson } from '../_shared/http/read-json.ts'
import { requirePost } from '../_shared/http/require-post.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId, type Log } from '../_shared/log.ts'

export type AppStoreNotificationsDeps = {
  /** Throws `AppError('invalid_signature')` for what Apple did not sign for this app. */
  verifyNotification: VerifyNotification
  recordNotification: (notification: AppStoreNotification, facts: AppStoreFacts) => Promise<string>
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
  const outcome = await deps.recordNotification(notification, toAppStoreFacts(verified))
  deps.log.info('App Store notification taken', {
    type: notification.event_type,
    subtype: notification.event_subtype,
    environment: notification.environment,
    event: hashId(notification.event_id),
    outcome,
  })
  return respond({ outcome })
}
