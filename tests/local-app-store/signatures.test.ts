import { X509Certificate } from 'node:crypto'
import { JWSRenewalInfoDecodedPayloadValidator } from '@apple/app-store-server-library/dist/models/JWSRenewalInfoDecodedPayload.js'
import { JWSTransactionDecodedPayloadValidator } from '@apple/app-store-server-library/dist/models/JWSTransactionDecodedPayload.js'
import { ResponseBodyV2DecodedPayloadValidator } from '@apple/app-store-server-library/dist/models/ResponseBodyV2DecodedPayload.js'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVerifier } from './create-verifier.ts'
import { readNotifications } from './read-notifications.ts'
import { ACCOUNT, PREMIUM, STANDARD, startStore, type TestStore } from './start-store.ts'

// What Apple's newest documentation adds to the published test models is not sent by every store yet.
const REQUIRED_OF_A_TRANSACTION = [
  'transactionId',
  'originalTransactionId',
  'webOrderLineItemId',
  'bundleId',
  'productId',
  'subscriptionGroupIdentifier',
  'purchaseDate',
  'originalPurchaseDate',
  'expiresDate',
  'quantity',
  'type',
  'inAppOwnershipType',
  'signedDate',
  'environment',
  'transactionReason',
  'storefront',
  'storefrontId',
  'price',
  'currency',
  'appTransactionId',
]

describe('what the simulator signs', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await startStore()
    const { json } = await store.buy(STANDARD)
    await store.buy(PREMIUM)
    for (const action of ['cancel', 'resume', 'fail-next-renewal'] as const) {
      await store.simulator.act(json.transaction_id, action)
    }
    await store.simulator.advance({ seconds: 8 * 86_400 })
    await store.simulator.act(json.transaction_id, 'recover-billing')
    await store.simulator.act(json.transaction_id, 'refund')
    await store.simulator.sendTestNotification()
  })
  afterAll(() => store.close())

  it('passes Apple’s verifier and fits Apple’s models, whatever it tells', async () => {
    const notifications = await readNotifications(store)
    expect(notifications).toHaveLength(8)
    for (const { envelope, transaction, renewal, name } of notifications) {
      expect(new ResponseBodyV2DecodedPayloadValidator().validate(envelope), name).toBe(true)
      if (name === 'TEST') continue
      expect(new JWSTransactionDecodedPayloadValidator().validate(transaction), name).toBe(true)
      expect(new JWSRenewalInfoDecodedPayloadValidator().validate(renewal), name).toBe(true)
      expect(Object.keys(transaction ?? {}), name).toEqual(expect.arrayContaining(REQUIRED_OF_A_TRANSACTION))
      expect(renewal?.originalTransactionId).toBe(transaction?.originalTransactionId)
      expect(transaction?.transactionId).toMatch(/^\d+$/)
    }
  })

  it('keeps one appTransactionId per Apple Account', async () => {
    const other = await store.buy(PREMIUM, null, 'Apple Account 2')
    const theirs = await store.verifier.verifyAndDecodeTransaction(other.json.transaction)
    const ours = (await readNotifications(store)).flatMap(({ transaction }) => transaction?.appTransactionId ?? [])
    expect(new Set(ours).size).toBe(1)
    expect(ours).not.toContain(theirs.appTransactionId)
    expect(theirs).not.toHaveProperty('appAccountToken')
  })

  it('carries a chain of Apple’s shape: P-256 leaf, P-384 above, SHA-384, thirty years', async () => {
    const path = `/storekit/unfinished?apple_account=${encodeURIComponent(ACCOUNT)}`
    const pair = (await store.get(path)).json.transactions[0]
    const { alg, x5c = [] } = decodeProtectedHeader(pair?.transaction ?? '')
    expect([alg, x5c.length]).toEqual(['ES256', 3])
    const chain = x5c.map((base64) => new X509Certificate(Buffer.from(base64, 'base64')))
    expect(chain.map((one) => one.publicKey.asymmetricKeyDetails?.namedCurve)).toEqual([
      'prime256v1',
      'secp384r1',
      'secp384r1',
    ])
    expect(chain.map((one) => one.ca)).toEqual([false, true, true])
    expect(chain.map((one) => [one.validFrom.slice(-8, -4), one.validTo.slice(-8, -4)])).toEqual(
      Array(3).fill(['2020', '2050']),
    )
    expect(chain[2]?.raw.equals(Buffer.from(store.simulator.rootCertificate))).toBe(true)
  })

  it('is not believed by a verifier that trusts another store’s root', async () => {
    const stranger = await startStore()
    const { json } = await stranger.buy(PREMIUM)
    await stranger.close()
    await expect(store.verifier.verifyAndDecodeTransaction(json.transaction)).rejects.toThrow()
    await createVerifier(stranger.simulator.rootCertificate).verifyAndDecodeTransaction(json.transaction)
  })
})
