import {
  type AppStoreServerAPIClient as AppleClient,
  AppStoreServerAPIClient,
  type ConsumptionRequest,
  Environment,
  GetTransactionHistoryVersion,
} from '@apple/app-store-server-library'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import type { AppStoreServerApi } from '../../supabase/functions/_shared/apple/server-api/app-store-server-api.ts'
import { bundleId } from '../support/apple/build-payloads.ts'
import { createFakeAppStoreApi } from '../support/apple/fake-app-store-api.ts'

const [startDate, endDate] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-21T00:00:00Z')]
const dates = { startDate: startDate.getTime(), endDate: endDate.getTime() }
const consumption = {
  customerConsented: true,
  deliveryStatus: 'DELIVERED',
  sampleContentProvided: false,
  consumptionPercentage: 100_000,
  refundPreference: 'DECLINE',
} as const satisfies ConsumptionRequest

type Call = [
  name: string,
  ours: (api: AppStoreServerApi) => Promise<unknown>,
  apples: (client: AppleClient) => Promise<unknown>,
]
const calls: Call[] = [
  [
    'subscription statuses',
    (api) => api.readSubscriptionStatuses('sandbox', '1'),
    (client) => client.getAllSubscriptionStatuses('1'),
  ],
  ['a transaction', (api) => api.readTransaction('sandbox', '1'), (client) => client.getTransactionInfo('1')],
  [
    'the transaction history',
    (api) => api.readTransactionHistory('sandbox', '1', null),
    (client) => client.getTransactionHistory('1', null, {}, GetTransactionHistoryVersion.V2),
  ],
  [
    'the transaction history from a revision on',
    (api) => api.readTransactionHistory('sandbox', '1', 'a b&c'),
    (client) => client.getTransactionHistory('1', 'a b&c', {}, GetTransactionHistoryVersion.V2),
  ],
  [
    'the notification history',
    (api) => api.readNotificationHistory('sandbox', { startDate, endDate }, null),
    (client) => client.getNotificationHistory(null, dates),
  ],
  [
    'the next page of what failed',
    (api) =>
      api.readNotificationHistory('sandbox', { startDate, endDate, onlyFailures: true, transactionId: '1' }, 'page'),
    (client) => client.getNotificationHistory('page', { ...dates, onlyFailures: true, transactionId: '1' }),
  ],
  [
    'a test notification',
    (api) => api.requestTestNotification('sandbox'),
    (client) => client.requestTestNotification(),
  ],
  [
    'what came of it',
    (api) => api.readTestNotification('sandbox', 't'),
    (client) => client.getTestNotificationStatus('t'),
  ],
  [
    'our user’s id',
    (api) => api.setAppAccountToken('sandbox', '1', '7e3fb20b-4cdb-47cc-936d-99d65f608138'),
    (client) => client.setAppAccountToken('1', { appAccountToken: '7e3fb20b-4cdb-47cc-936d-99d65f608138' }),
  ],
  [
    'how much was used',
    (api) => api.sendConsumption('sandbox', '1', consumption),
    (client) => client.sendConsumptionInformation('1', consumption),
  ],
]

/** Apple's own client, stopped where it would send. */
class SilentClient extends AppStoreServerAPIClient {
  readonly sent: unknown[] = []

  protected override makeFetchRequest(
    path: string,
    query: URLSearchParams,
    method: string,
    body: unknown,
    headers: Record<string, string>,
  ) {
    const url = new URL(`https://api.storekit-sandbox.apple.com${path}?${query}`)
    this.sent.push(describeRequest(method, url, body ? JSON.parse(String(body)) : null, new Headers(headers)))
    return Promise.reject(new Error('not sent'))
  }
}

function describeRequest(method: string, url: URL, body: unknown, headers: Headers) {
  const { iat, exp = 0, ...claims } = decodeJwt(headers.get('authorization')?.slice('Bearer '.length) ?? '')
  const query = Object.fromEntries(url.searchParams)
  const types = [headers.get('accept'), headers.get('content-type')]
  return { method, address: url.origin + url.pathname, query, body, types, claims, lifetime: exp - (iat ?? 0) }
}

describe('a request to the App Store Server API', () => {
  it.each(calls)('is the one that Apple’s own client sends: %s', async (_, ours, apples) => {
    const { api, key, requests } = createFakeAppStoreApi(new Response(null, { status: 418 }))
    await ours(api).catch(() => null)
    const client = new SilentClient(key.privateKey, key.keyId, key.issuerId, bundleId, Environment.SANDBOX)
    await apples(client).catch(() => null)
    const sent = requests.map(({ method, url, body, headers }) => describeRequest(method, new URL(url), body, headers))
    expect(sent).toEqual(client.sent)
    expect(sent).toHaveLength(1)
  })
})
