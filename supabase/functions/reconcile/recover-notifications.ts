import { readNotificationCursor, writeNotificationCursor } from '../_shared/database/app-store-reconciliation.ts'
import type { Environment } from '../_shared/domain/subscription.ts'
import type { ReconcileDeps } from './reconcile-deps.ts'
import { recoverWindow } from './recover-window.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far back Apple answers: https://developer.apple.com/documentation/appstoreserverapi/startdate */
const historyMs = { production: 180 * DAY_MS, sandbox: 30 * DAY_MS } as const satisfies Record<Environment, number>
/** A notification may enter the history later than it was signed. */
const OVERLAP_MS = HOUR_MS
/** Apple takes its own now for an end in the future: so its clock decides what is newest, not ours. */
const OPEN_END = new Date(Date.UTC(2100, 0, 1))
const LONGEST_WINDOW_MS = 30 * DAY_MS
const SHORTEST_WINDOW_MS = HOUR_MS / 6
/** Of a window that held too much; what was read of it is read again, so it must not take many cuts. */
const CUT = 8

/**
 * Reads Apple's history of notifications from where the last run ended and applies each as if it had just arrived. The cursor
 * moves past a window only when everything before its end is recorded: what fails is tried again by the next run. Answers how
 * many had never arrived. Throws `AppStoreServerApiError`.
 */
export async function recoverNotifications(environment: Environment, deps: ReconcileDeps, hasTime: () => boolean) {
  const now = deps.now()
  const cursor = await readNotificationCursor(deps.database, environment)
  let from: Date | null = findStart(environment, cursor, now)
  let span = limitSpan(now.getTime() - from.getTime())
  let done = 0
  let isComplete = true
  while (from) {
    const end: Date = new Date(from.getTime() + span)
    const to: Date | null = end < now ? end : null
    const isCuttable = span > SHORTEST_WINDOW_MS
    const window = await recoverWindow(environment, { from, to: to ?? OPEN_END, isCuttable }, deps, hasTime)
    done += window.recovered
    if (window.result === 'time_is_up') return { done, isComplete: false }
    if (window.result === 'too_long') {
      span = limitSpan(span / CUT)
      continue
    }
    if (window.pages === 1) span = limitSpan(span * 2)
    isComplete &&= window.failed === 0
    const reached = to ?? latest(now, window.newest)
    // Inside the overlap it is ahead of us.
    if (isComplete && reached > (cursor ?? from)) await writeNotificationCursor(deps.database, environment, reached)
    from = to
  }
  return { done, isComplete }
}

function limitSpan(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, SHORTEST_WINDOW_MS), LONGEST_WINDOW_MS)
}

function findStart(environment: Environment, cursor: Date | null, now: Date): Date {
  // Not to the second: what is just within Apple's limit now is beyond it when the request arrives.
  const oldest = new Date(now.getTime() - historyMs[environment] + HOUR_MS)
  return cursor ? latest(oldest, new Date(cursor.getTime() - OVERLAP_MS)) : oldest
}

function latest(one: Date, other: Date | null): Date {
  return other && other > one ? other : one
}
