import type { CheckTestNotificationResponse } from '@apple/app-store-server-library'
import { recordTestNotification } from '../notifications/record-notification.ts'
import { describeSending } from './list-notifications.ts'
import { ServerApiError } from './server-api-error.ts'
import type { ServerApiParts } from './server-api-parts.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Returns the token by which its fate can be asked for: here the notification's own UUID. */
export function requestTestNotification({ store, notificationUrl }: ServerApiParts, at: number): string {
  if (!notificationUrl) throw new ServerApiError('ServerNotificationURLNotFound')
  return recordTestNotification(store, at).uuid
}

/** Known from the first attempt on. */
export async function readTestNotification(
  parts: ServerApiParts,
  token: string,
): Promise<CheckTestNotificationResponse> {
  if (!UUID.test(token)) throw new ServerApiError('InvalidTestNotificationToken')
  const notification = parts.store.index.notifications.get(token)
  if (notification?.type !== 'TEST' || notification.attempts.length === 0) {
    throw new ServerApiError('TestNotificationNotFound')
  }
  return describeSending(parts, notification)
}
