import { PromotionalOfferV2SignatureCreator } from '@apple/app-store-server-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, passDays, readDevice, readLastSent, readSentNames, subscriptionOf } from './act-on-store.ts'
import { createInAppPurchaseKey } from './create-server-api-client.ts'
import { ACCOUNT, BUNDLE_ID, PREMIUM, STANDARD, startStore, type TestStore, USER } from './start-store.ts'

const key = createInAppPurchaseKey()

let store: TestStore
beforeEach(async () => {
  store = await startStore({ serverApi: key.registered })
})
afterEach(() => store.close())

const buyWith = (offer: object, product_id = STANDARD) =>
  store.post('/storekit/purchase', { apple_account: ACCOUNT, product_id, app_account_token: USER, ...offer })
const redeem = (code: string) => store.post('/storekit/redeem-offer-code', { apple_account: ACCOUNT, code })
const promotional = { promotional_offer: { offer_id: 'loyal_riders' } }
const winBack = { win_back_offer_id: 'come_back' }

describe('a promotional offer', () => {
  it('begins with the next period of who subscribes, which costs half', async () => {
    const { json: bought } = await store.buy(STANDARD)
    const { json } = await buyWith(promotional)
    expect(json).toMatchObject({ outcome: 'offer_pending', pending_change: { auto_renew_product_id: STANDARD } })
    const redeemed = await readLastSent(store)
    expect(redeemed.name).toBe('OFFER_REDEEMED')
    expect(redeemed.transaction).not.toHaveProperty('offerType')
    const fields = {
      offerType: 2,
      offerIdentifier: 'loyal_riders',
      offerDiscountType: 'PAY_AS_YOU_GO',
      offerPeriod: 'P1M',
    }
    expect(redeemed.renewal).toMatchObject({ ...fields, renewalPrice: 4950 })

    await act(store, bought.transaction_id, 'renew')
    const half = await readLastSent(store)
    expect(half.transaction).toMatchObject({ ...fields, price: 4950 })
    expect(half.renewal).toMatchObject({ renewalPrice: 9900 })
    expect(half.renewal).not.toHaveProperty('offerType')
  })

  it('makes an upgrade cheaper at once, and a downgrade later', async () => {
    await store.buy(STANDARD)
    expect((await buyWith(promotional, PREMIUM)).json.outcome).toBe('upgraded')
    expect((await readLastSent(store)).transaction).toMatchObject({ price: 7950, offerType: 2 })
    expect((await buyWith(promotional, STANDARD)).json.outcome).toBe('change_pending')
    expect((await readLastSent(store)).renewal).toMatchObject({ autoRenewProductId: STANDARD, renewalPrice: 4950 })
    expect((await readSentNames(store)).slice(1)).toEqual(['OFFER_REDEEMED/UPGRADE', 'OFFER_REDEEMED/DOWNGRADE'])
  })

  it('is not for who never subscribed, and not known by another name', async () => {
    expect((await buyWith(promotional)).json.code).toBe('offer_not_eligible')
    await store.buy(STANDARD)
    expect((await buyWith({ promotional_offer: { offer_id: 'everybody' } })).json.code).toBe('offer_not_found')
    expect((await buyWith({ ...promotional, ...winBack })).json.code).toBe('invalid_input')
  })

  it('is given on the signature of the app’s server, and not on one for something else', async () => {
    await store.buy(STANDARD)
    const { keyId, issuerId } = key.registered
    const creator = new PromotionalOfferV2SignatureCreator(key.privateKeyPem, keyId, issuerId, BUNDLE_ID)
    const signedFor = (product: string, offer: string) => ({
      promotional_offer: { offer_id: 'loyal_riders', compact_jws: creator.createSignature(product, offer) },
    })
    expect((await buyWith(signedFor(PREMIUM, 'loyal_riders'))).json.code).toBe('invalid_offer_signature')
    expect((await buyWith(signedFor(STANDARD, 'everybody'))).json.code).toBe('invalid_offer_signature')
    expect((await buyWith(signedFor(STANDARD, 'loyal_riders'))).json.outcome).toBe('offer_pending')
  })
})

describe('a win-back offer', () => {
  it('is for who left: Apple names it in the renewal info, and three months cost one', async () => {
    const { json } = await store.buy(STANDARD)
    expect((await buyWith(winBack)).json.code).toBe('offer_not_eligible')
    await act(store, json.transaction_id, 'expire')
    expect((await readLastSent(store)).renewal).toMatchObject({ eligibleWinBackOfferIds: ['come_back'] })

    expect((await buyWith(winBack)).json.outcome).toBe('purchased')
    const back = await readLastSent(store)
    expect(back).toMatchObject({ name: 'SUBSCRIBED/RESUBSCRIBE', status: 1 })
    expect(back.transaction).toMatchObject({
      offerType: 4,
      offerIdentifier: 'come_back',
      offerPeriod: 'P3M',
      price: 9900,
    })
    expect(back.transaction).toMatchObject({ offerDiscountType: 'PAY_UP_FRONT' })
    expect(back.renewal).not.toHaveProperty('eligibleWinBackOfferIds')
    await passDays(store, 85)
    expect((await readSentNames(store)).at(-1)).toBe('SUBSCRIBED/RESUBSCRIBE')
    await passDays(store, 8)
    expect((await readSentNames(store)).at(-1)).toBe('DID_RENEW')
  })
})

describe('an offer code', () => {
  it('sells outside the app: no token, and the app finds it among the unfinished', async () => {
    expect((await redeem(' rideapple ')).json).toEqual({ outcome: 'purchased' })
    const { transaction, renewal, name } = await readLastSent(store)
    expect(name).toBe('SUBSCRIBED/INITIAL_BUY')
    expect(transaction).toMatchObject({ offerType: 3, offerIdentifier: 'RIDEAPPLE', price: 0, offerPeriod: 'P1M' })
    expect(transaction).not.toHaveProperty('appAccountToken')
    expect(renewal).not.toHaveProperty('appAccountToken')
    const [unfinished] = await readDevice(store, 'unfinished')
    expect(unfinished?.transactionId).toBe(transaction?.transactionId)
    expect((await readDevice(store, 'current-entitlements'))[0]?.productId).toBe(PREMIUM)
  })

  it('is for one time and one app', async () => {
    expect((await redeem('UNKNOWN')).json.code).toBe('code_not_found')
    await redeem('RIDEAPPLE')
    expect((await redeem('rideapple')).json.code).toBe('code_already_redeemed')
  })

  it('moves a Standard subscriber up and leaves the token where it is', async () => {
    await store.buy(STANDARD)
    expect((await redeem('RIDEAPPLE')).json.outcome).toBe('upgraded')
    const upgraded = await readLastSent(store)
    expect(upgraded.name).toBe('OFFER_REDEEMED/UPGRADE')
    expect(upgraded.transaction).toMatchObject({ productId: PREMIUM, appAccountToken: USER, price: 0 })
  })

  it('gives a Premium subscriber the next month', async () => {
    await store.buy(PREMIUM)
    expect((await redeem('RIDEAPPLE')).json.outcome).toBe('offer_pending')
    expect(subscriptionOf(store)).toMatchObject({ next_offer: { type: 'offer_code', is_free: true } })
    await passDays(store, 7)
    expect((await readLastSent(store)).transaction).toMatchObject({
      offerType: 3,
      price: 0,
      transactionReason: 'RENEWAL',
    })
  })

  it('does not use up the trial', async () => {
    await redeem('RIDEAPPLE')
    await act(store, subscriptionOf(store)?.original_transaction_id ?? '', 'expire')
    const { json } = await store.buy(PREMIUM)
    expect(await store.verifier.verifyAndDecodeTransaction(json.transaction)).toMatchObject({ offerType: 1, price: 0 })
  })
})
