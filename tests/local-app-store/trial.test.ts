import { IntroductoryOfferEligibilitySignatureCreator } from '@apple/app-store-server-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { atAccount, DAY, passDays, readLastSent, readSentNames, subscriptionOf } from './act-on-store.ts'
import { createInAppPurchaseKey } from './create-server-api-client.ts'
import { ACCOUNT, BUNDLE_ID, PREMIUM, STANDARD, startStore, type TestStore, USER } from './start-store.ts'

const key = createInAppPurchaseKey()
const stranger = createInAppPurchaseKey()

let store: TestStore
beforeEach(async () => {
  store = await startStore({ serverApi: key.registered })
})
afterEach(() => store.close())

const decode = (jws: string) => store.verifier.verifyAndDecodeTransaction(jws)
const readAppTransaction = async (account = ACCOUNT) =>
  (await store.get(atAccount('app-transaction', account))).json as unknown as Record<string, string>

type Claims = { product?: string; isAllowed?: boolean; transactionId?: string; bundleId?: string; signer?: typeof key }

/** What the app's server says, signed by Apple's own library. */
async function sign({ product = PREMIUM, isAllowed = true, signer = key, ...claims }: Claims = {}): Promise<string> {
  const { keyId, issuerId } = signer.registered
  const bundleId = claims.bundleId ?? BUNDLE_ID
  const creator = new IntroductoryOfferEligibilitySignatureCreator(signer.privateKeyPem, keyId, issuerId, bundleId)
  const ours = (await readAppTransaction()).app_transaction_id ?? ''
  return creator.createSignature(product, isAllowed, claims.transactionId ?? ours)
}

const buyWith = (eligibility: string | null, product = PREMIUM) =>
  store.post('/storekit/purchase', {
    apple_account: ACCOUNT,
    product_id: product,
    app_account_token: USER,
    introductory_offer_eligibility: eligibility,
  })

describe('the first week of Premium', () => {
  it('costs nothing, and the month after it is paid', async () => {
    const { json } = await store.buy(PREMIUM)
    const trial = await decode(json.transaction)
    expect(trial).toMatchObject({ price: 0, offerType: 1, offerDiscountType: 'FREE_TRIAL', offerPeriod: 'P1W' })
    expect(trial).not.toHaveProperty('offerIdentifier')
    expect((trial.expiresDate ?? 0) - (trial.purchaseDate ?? 0)).toBe(7 * DAY * 1000)
    expect((await readLastSent(store)).renewal).toMatchObject({ renewalPrice: 15900, renewalDate: trial.expiresDate })

    await passDays(store, 7)
    const paid = (await readLastSent(store)).transaction
    expect(paid).toMatchObject({ price: 15900, transactionReason: 'RENEWAL', purchaseDate: trial.expiresDate })
    expect(paid).not.toHaveProperty('offerType')
    expect(await readSentNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY', 'DID_RENEW'])
  })

  it('is had once in a lifetime of an Apple Account', async () => {
    const offered = async () => (await store.get(atAccount('products'))).json
    const introductory = { payment_mode: 'free_trial', period: 'P1W' }
    expect(await offered()).toMatchObject({
      products: [{ introductory_offer: { ...introductory, is_eligible: true } }, { introductory_offer: null }, {}],
    })
    const { json } = await store.buy(PREMIUM)
    await store.post(`/control/subscriptions/${json.transaction_id}/expire`)
    expect(await offered()).toMatchObject({ products: [{ introductory_offer: { is_eligible: false } }, {}, {}] })
    expect(await decode((await store.buy(PREMIUM)).json.transaction)).toMatchObject({ price: 15900 })
  })

  it('is also for who comes up from Standard', async () => {
    await store.buy(STANDARD)
    const { json } = await store.buy(PREMIUM)
    expect(json.outcome).toBe('upgraded')
    expect(await decode(json.transaction)).toMatchObject({ price: 0, offerType: 1 })
  })

  it('ends with the week when it is canceled', async () => {
    const { json } = await store.buy(PREMIUM)
    await store.post(`/storekit/subscriptions/${json.transaction_id}/cancel`)
    await passDays(store, 7)
    expect(subscriptionOf(store)).toMatchObject({ status: 'expired', offer: { type: 'introductory', is_free: true } })
  })
})

describe('the word of the app’s server on the trial', () => {
  it('gives it', async () => {
    expect(await decode((await buyWith(await sign())).json.transaction)).toMatchObject({ price: 0, offerType: 1 })
  })

  it('refuses it: the month is paid at once', async () => {
    const { json } = await buyWith(await sign({ isAllowed: false }))
    const paid = await decode(json.transaction)
    expect(paid.price).toBe(15900)
    expect(paid).not.toHaveProperty('offerType')
  })

  it('cannot give a second one', async () => {
    const { json } = await store.buy(PREMIUM)
    await store.post(`/control/subscriptions/${json.transaction_id}/expire`)
    const again = await buyWith(await sign({ transactionId: json.transaction_id }))
    expect(await decode(again.json.transaction)).toMatchObject({ price: 15900 })
  })

  it.each([
    ['another key', () => sign({ signer: stranger })],
    ['another product', () => sign({ product: STANDARD })],
    [
      'another Apple Account',
      async () => sign({ transactionId: (await readAppTransaction('Ben’s')).app_transaction_id }),
    ],
    ['another app', () => sign({ bundleId: 'com.example.other' })],
    ['nobody', async () => `${(await sign()).split('.').slice(0, 2).join('.')}.AAAA`],
    ['a program that cannot sign', async () => 'hello'],
  ])('counts for nothing when it is signed by or for %s: nothing is sold', async (_who, signed) => {
    const { status, json } = await buyWith(await signed())
    expect([status, json.code]).toEqual([400, 'invalid_offer_signature'])
    expect(subscriptionOf(store)).toBeUndefined()
  })

  it('is not believed by a store where no key is registered', async () => {
    const keyless = await startStore()
    const body = { apple_account: ACCOUNT, product_id: PREMIUM, introductory_offer_eligibility: await sign() }
    const { json } = await keyless.post('/storekit/purchase', body)
    await keyless.close()
    expect(json.code).toBe('invalid_offer_signature')
  })
})

describe('the app transaction', () => {
  it('says by Apple’s signature which Apple Account has the app, the same each time', async () => {
    const { app_transaction_id, app_transaction = '' } = await readAppTransaction()
    const decoded = await store.verifier.verifyAndDecodeAppTransaction(app_transaction)
    expect(decoded).toMatchObject({ receiptType: 'Sandbox', bundleId: BUNDLE_ID, appTransactionId: app_transaction_id })
    expect((await readAppTransaction()).app_transaction_id).toBe(app_transaction_id)
    expect((await readAppTransaction('Ben’s')).app_transaction_id).not.toBe(app_transaction_id)
    const bought = await decode((await store.buy(STANDARD)).json.transaction)
    expect(bought.appTransactionId).toBe(app_transaction_id)
  })
})
