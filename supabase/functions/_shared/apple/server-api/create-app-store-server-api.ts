import { z } from 'zod'
import { wait } from '../../wait.ts'
import {
  notificationHistorySchema,
  sentNotificationSchema,
  statusesSchema,
  testNotificationSchema,
  transactionHistorySchema,
  transactionSchema,
} from './answer-schemas.ts'
import type { AppStoreServerApi, NotificationHistoryQuery, SentNotification } from './app-store-server-api.ts'
import { type CallAppStoreConfig, createCallAppStore } from './call-app-store.ts'
import { createApiToken, type InAppPurchaseKey } from './create-api-token.ts'

/** `now` is the real time, whatever the clock of a simulator says: tokens last minutes. */
export type AppStoreServerApiConfig = InAppPurchaseKey & { bundleId: string; apiUrl: string | null } & Partial<
    Pick<CallAppStoreConfig, 'fetch' | 'now' | 'wait'>
  >

/** A client of the App Store Server API, for production and sandbox: https://developer.apple.com/documentation/appstoreserverapi */
export function createAppStoreServerApi(config: AppStoreServerApiConfig): AppStoreServerApi {
  const now = config.now ?? (() => new Date())
  const call = createCallAppStore({
    createToken: createApiToken(config, config.bundleId, now),
    apiUrl: config.apiUrl,
    fetch: config.fetch ?? fetch,
    now,
    wait: config.wait ?? wait,
  })
  return {
    async readSubscriptionStatuses(environment, transactionId) {
      const path = `/inApps/v1/subscriptions/${encodeURIComponent(transactionId)}`
      const { data } = await call(environment, { method: 'GET', path }, statusesSchema)
      const items = data.flatMap(({ lastTransactions }) => lastTransactions)
      return items.map(({ signedTransactionInfo, signedRenewalInfo, ...item }) => {
        return { ...item, signedTransaction: signedTransactionInfo, signedRenewal: signedRenewalInfo }
      })
    },
    async readTransactionHistory(environment, transactionId, revision) {
      const path = `/inApps/v2/history/${encodeURIComponent(transactionId)}`
      const answer = await call(environment, { method: 'GET', path, query: { revision } }, transactionHistorySchema)
      return { ...answer, revision: answer.revision ?? null }
    },
    async readTransaction(environment, transactionId) {
      const path = `/inApps/v1/transactions/${encodeURIComponent(transactionId)}`
      const answer = await call(environment, { method: 'GET', path }, transactionSchema)
      return { signedTransaction: answer.signedTransactionInfo }
    },
    async readNotificationHistory(environment, query, paginationToken) {
      const path = '/inApps/v1/notifications/history'
      const body = toHistoryBody(query)
      const answer = await call(
        environment,
        { method: 'POST', path, query: { paginationToken }, body },
        notificationHistorySchema,
      )
      return {
        notifications: answer.notificationHistory.map(toSentNotification),
        paginationToken: answer.hasMore ? (answer.paginationToken ?? null) : null,
      }
    },
    async requestTestNotification(environment) {
      const path = '/inApps/v1/notifications/test'
      return (await call(environment, { method: 'POST', path }, testNotificationSchema)).testNotificationToken
    },
    async readTestNotification(environment, testNotificationToken) {
      const path = `/inApps/v1/notifications/test/${encodeURIComponent(testNotificationToken)}`
      return toSentNotification(await call(environment, { method: 'GET', path }, sentNotificationSchema))
    },
    async setAppAccountToken(environment, originalTransactionId, appAccountToken) {
      const path = `/inApps/v1/transactions/${encodeURIComponent(originalTransactionId)}/appAccountToken`
      await call(environment, { method: 'PUT', path, body: { appAccountToken } }, z.unknown())
    },
    async sendConsumption(environment, transactionId, request) {
      const path = `/inApps/v2/transactions/consumption/${encodeURIComponent(transactionId)}`
      await call(environment, { method: 'PUT', path, body: request }, z.unknown())
    },
  }
}

function toHistoryBody({ startDate, endDate, ...rest }: NotificationHistoryQuery) {
  return { startDate: startDate.getTime(), endDate: endDate.getTime(), ...rest }
}

function toSentNotification({ signedPayload, sendAttempts }: z.infer<typeof sentNotificationSchema>): SentNotification {
  return {
    signedPayload,
    sendAttempts: sendAttempts.map(({ attemptDate, sendAttemptResult }) => {
      return { attemptedAt: new Date(attemptDate), result: sendAttemptResult }
    }),
  }
}
