import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { createAppStoreServerApi } from '../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { bundleId } from '../support/apple/build-payloads.ts'
import { createFakeAppStoreApi, type SentRequest } from '../support/apple/fake-app-store-api.ts'
import { buildInAppPurchaseKey } from '../support/apple/in-app-purchase-key.ts'

const transaction = Response.json({ signedTransactionInfo: 'signed' })
const tokenOf = (request: SentRequest | undefined) =>
  request?.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''

describe('the token for the App Store Server API', () => {
  it('says who we are for five minutes, signed with our key', async () => {
    const { api, key, requests, clock } = createFakeAppStoreApi(transaction)
    await api.readTransaction('production', '1')
    const token = tokenOf(requests[0])
    const { payload } = await jwtVerify(token, key.publicKey, { currentDate: clock.now })
    const issuedAt = clock.now.getTime() / 1000
    expect(payload).toEqual({
      iss: key.issuerId,
      iat: issuedAt,
      exp: issuedAt + 300,
      aud: 'appstoreconnect-v1',
      bid: bundleId,
    })
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', kid: key.keyId, typ: 'JWT' })
  })

  it('is used again until a minute before its end', async () => {
    const { api, requests, clock } = createFakeAppStoreApi(transaction)
    const start = clock.now.getTime()
    for (const seconds of [0, 100, 239, 240, 250]) {
      clock.now = new Date(start + seconds * 1000)
      await api.readTransaction('production', '1')
    }
    const [first, second, third, fourth, fifth] = requests.map(tokenOf)
    expect([second, third]).toEqual([first, first])
    expect(fourth).not.toBe(first)
    expect(fifth).toBe(fourth)
  })

  it('goes to Apple’s host of the environment, and with no redirect to another', async () => {
    const { api, requests } = createFakeAppStoreApi(transaction)
    await api.readTransaction('production', '1')
    await api.readTransaction('sandbox', '1')
    expect(requests.map(({ url }) => new URL(url).origin)).toEqual([
      'https://api.storekit.apple.com',
      'https://api.storekit-sandbox.apple.com',
    ])
    expect(requests.map(({ init }) => init.redirect)).toEqual(['error', 'error'])
  })

  it('goes to the simulator where that stands in for Apple', async () => {
    const urls: string[] = []
    const api = createAppStoreServerApi({
      ...buildInAppPurchaseKey(),
      bundleId,
      apiUrl: 'http://127.0.0.1:12112',
      fetch: async (url) => {
        urls.push(String(url))
        return transaction.clone()
      },
    })
    await api.readTransaction('sandbox', '1/../2?')
    expect(urls).toEqual(['http://127.0.0.1:12112/inApps/v1/transactions/1%2F..%2F2%3F'])
  })
})

describe('an answer of the App Store Server API', () => {
  it('about all subscriptions of a customer is one list', async () => {
    const item = {
      originalTransactionId: '1',
      status: 1,
      signedTransactionInfo: 'st',
      signedRenewalInfo: 'sr',
      extra: 1,
    }
    const groups = [{ lastTransactions: [item] }, { lastTransactions: [{ ...item, originalTransactionId: '2' }] }]
    const { api } = createFakeAppStoreApi(Response.json({ environment: 'Sandbox', bundleId, data: groups }))
    expect(await api.readSubscriptionStatuses('sandbox', '1')).toEqual([
      { originalTransactionId: '1', status: 1, signedTransaction: 'st', signedRenewal: 'sr' },
      { originalTransactionId: '2', status: 1, signedTransaction: 'st', signedRenewal: 'sr' },
    ])
  })

  it('with more to come says by what to ask for it', async () => {
    const page = { notificationHistory: [{ signedPayload: 'sp', sendAttempts: [] }], paginationToken: 'next' }
    const more = createFakeAppStoreApi(Response.json({ ...page, hasMore: true }))
    const query = { startDate: new Date(1), endDate: new Date(2) }
    expect(await more.api.readNotificationHistory('sandbox', query, null)).toMatchObject({ paginationToken: 'next' })
    const last = createFakeAppStoreApi(Response.json({ ...page, hasMore: false }))
    expect(await last.api.readNotificationHistory('sandbox', query, 'next')).toMatchObject({ paginationToken: null })
    const history = createFakeAppStoreApi(Response.json({ signedTransactions: ['a'], revision: 'r', hasMore: false }))
    expect(await history.api.readTransactionHistory('sandbox', '1', null)).toEqual({
      signedTransactions: ['a'],
      revision: 'r',
      hasMore: false,
    })
  })

  it('may be empty where there is nothing to say', async () => {
    const { api } = createFakeAppStoreApi(new Response(null, { status: 202 }), new Response(null, { status: 200 }))
    const request = { customerConsented: true, deliveryStatus: 'DELIVERED', sampleContentProvided: true } as const
    await expect(api.sendConsumption('production', '1', request)).resolves.toBeUndefined()
    await expect(api.setAppAccountToken('production', '1', 'token')).resolves.toBeUndefined()
  })
})
