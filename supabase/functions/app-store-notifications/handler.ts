import { z } from 'zod'
import { type ApplyNotificationDeps, applyNotification } from '../_shared/apple/apply-notification.ts'
import { runTasksLater, type TaskDeps } from '../_shared/apple/run-tasks.ts'
import { readJson } from '../_shared/http/read-json.ts'
import { requirePost } from '../_shared/http/require-post.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId } from '../_shared/log.ts'

export type AppStoreNotificationsDeps = ApplyNotificationDeps &
  TaskDeps & {
    /** Takes what goes on after the answer. */
    afterAnswer: (work: Promise<unknown>) => void
  }

const bodySchema = z.object({ signedPayload: z.string() })

/**
 * Takes one App Store Server Notification (version 2). 2xx only after it is stored; Apple sends it again after anything else,
 * in the sandbox never. What it leaves to be done at Apple follows the answer: Apple must not wait for itself.
 * https://developer.apple.com/documentation/appstoreservernotifications/responding-to-app-store-server-notifications
 */
export async function handleAppStoreNotification(request: Request, deps: AppStoreNotificationsDeps): Promise<Response> {
  requirePost(request)
  const { signedPayload } = await readJson(request, bodySchema)
  const { notification, outcome, tasks } = await applyNotification(signedPayload, deps)
  deps.log.info('App Store notification taken', {
    type: notification.event_type,
    subtype: notification.event_subtype,
    environment: notification.environment,
    event: hashId(notification.event_id),
    outcome,
  })
  runTasksLater(tasks, deps)
  return respond({ outcome })
}
