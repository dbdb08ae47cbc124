import type { NotificationHistoryResponse, SendAttemptItem } from '@apple/app-store-server-library'
import { type AppStore, storeNow, transactionsOfAccount } from '../app-store.ts'
import { DAY } from '../durations.ts'
import { signNotification } from '../notifications/sign-notification.ts'
import type { StoredNotification } from '../store-state.ts'
import { requireCustomer } from './find-customer.ts'
import type { NotificationHistoryRequest } from './history-request-schema.ts'
import { createPageToken, readPageToken } from './page-token.ts'
import { ServerApiError } from './server-api-error.ts'
import { PAGE_SIZE, type ServerApiParts } from './server-api-parts.ts'

const KEPT_DAYS = { Production: 180, Sandbox: 30 } as const

/**
 * Nothing older can be asked for. Counted from the real time where the store's clock runs ahead of it: a server that
 * knows nothing of that clock must not be refused for asking as far back as Apple allows.
 */
export function earliestStartDate(store: AppStore): number {
  return Math.min(storeNow(store), store.realNow()) - KEPT_DAYS[store.environment] * DAY
}

/** https://developer.apple.com/documentation/appstoreserverapi/get-notification-history */
export async function listNotifications(
  parts: ServerApiParts,
  request: NotificationHistoryRequest,
  paginationToken: string | undefined,
): Promise<NotificationHistoryResponse> {
  const { store } = parts
  const start = paginationToken === undefined ? null : readPageToken(request, paginationToken)
  if (paginationToken !== undefined && start === null) throw new ServerApiError('InvalidPaginationToken')
  const after = start === null ? request.startDate - 1 : Number(start)
  const found = takeAfter(store, after, request)
  const page = found.slice(0, PAGE_SIZE)
  const hasMore = found.length > page.length
  return {
    hasMore,
    ...(hasMore && { paginationToken: createPageToken(request, String(page.at(-1)?.signedAt)) }),
    notificationHistory: await Promise.all(page.map((notification) => describeSending(parts, notification))),
  }
}

/** One more than a page holds, so that it is known whether there are more. */
function takeAfter(store: AppStore, after: number, request: NotificationHistoryRequest): StoredNotification[] {
  const { notifications } = store.state
  const isWanted = createFilter(store, request)
  const found: StoredNotification[] = []
  for (let index = findFirstAfter(notifications, after); index < notifications.length; index += 1) {
    const notification = notifications[index] as StoredNotification
    if (notification.signedAt > request.endDate || found.length > PAGE_SIZE) break
    if (isWanted(notification)) found.push(notification)
  }
  return found
}

function createFilter(store: AppStore, request: NotificationHistoryRequest) {
  const { onlyFailures = false, notificationType: type, notificationSubtype: subtype, transactionId } = request
  const originals = transactionId === undefined ? null : originalsOfCustomer(store, transactionId)
  return (notification: StoredNotification): boolean =>
    !(onlyFailures && notification.isDelivered) &&
    (type === undefined || notification.type === type) &&
    (subtype === undefined || notification.subtype === subtype) &&
    (originals === null || originals.has(notification.originalTransactionId ?? ''))
}

function originalsOfCustomer(store: AppStore, transactionId: string): Set<string> {
  const customer = requireCustomer(store, transactionId)
  return new Set(transactionsOfAccount(store, customer.name).map((one) => one.originalTransactionId))
}

/** They lie in the order in which they were signed, and no two were signed in the same millisecond. */
function findFirstAfter(notifications: StoredNotification[], after: number): number {
  let low = 0
  let high = notifications.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((notifications[middle] as StoredNotification).signedAt > after) high = middle
    else low = middle + 1
  }
  return low
}

/** The payload that was sent, and what came of it. */
export async function describeSending({ store, sign }: ServerApiParts, notification: StoredNotification) {
  return {
    signedPayload: await signNotification(store, notification, sign),
    sendAttempts: notification.attempts.map(
      ({ at, outcome }): SendAttemptItem => ({ attemptDate: at, sendAttemptResult: toAttemptResult(outcome) }),
    ),
  }
}

function toAttemptResult(outcome: string): string {
  if (/^20[0-6]$/.test(outcome)) return 'SUCCESS'
  if (/^\d{3}$/.test(outcome)) return 'UNSUCCESSFUL_HTTP_RESPONSE_CODE'
  return outcome === 'timed out' ? 'TIMED_OUT' : 'NO_RESPONSE'
}
