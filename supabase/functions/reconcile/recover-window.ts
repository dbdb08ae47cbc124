import { type AppliedNotification, applyNotification } from '../_shared/apple/apply-notification.ts'
import type { Environment } from '../_shared/domain/subscription.ts'
import { hashId } from '../_shared/log.ts'
import type { ReconcileDeps } from './reconcile-deps.ts'

/** Twenty notifications each. With more of them a window is cut, so that the cursor moves although a run has an end. */
const PAGES_OF_A_WINDOW = 5

type Window = { from: Date; to: Date; isCuttable: boolean }

/** Reads what Apple has sent in a window of its history, page by page, and applies it. Throws `AppStoreServerApiError`. */
export async function recoverWindow(
  environment: Environment,
  { from: startDate, to: endDate, isCuttable }: Window,
  deps: ReconcileDeps,
  hasTime: () => boolean,
) {
  const found = { recovered: 0, failed: 0, newest: null as Date | null }
  let token: string | null = null
  let pages = 0
  do {
    if (!hasTime()) return { ...found, result: 'time_is_up' as const }
    if (isCuttable && pages === PAGES_OF_A_WINDOW) return { ...found, result: 'too_long' as const }
    const answer = await deps.serverApi.readNotificationHistory(environment, { startDate, endDate }, token)
    const applied = await Promise.allSettled(
      answer.notifications.map(({ signedPayload }) => applyNotification(signedPayload, deps)),
    )
    for (const each of applied) {
      if (each.status === 'rejected') {
        found.failed += 1
        deps.log.error('App Store notification not recovered', each.reason, { environment })
        continue
      }
      const signedAt = new Date(each.value.notification.occurred_at)
      if (!found.newest || signedAt > found.newest) found.newest = signedAt
      if (noteRecovered(each.value, deps)) found.recovered += 1
    }
    token = answer.paginationToken
    pages += 1
  } while (token !== null)
  return { ...found, pages, result: 'read' as const }
}

/** Whether we had not heard of it before. */
function noteRecovered({ notification, outcome }: AppliedNotification, deps: ReconcileDeps): boolean {
  if (outcome === 'duplicate') return false
  deps.log.info('App Store notification recovered', {
    type: notification.event_type,
    subtype: notification.event_subtype,
    environment: notification.environment,
    event: hashId(notification.event_id),
    outcome,
  })
  return true
}
