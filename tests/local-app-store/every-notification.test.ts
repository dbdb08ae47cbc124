import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, atAccount, passDays, readSent, subscriptionOf } from './act-on-store.ts'
import { findModelFaults } from './apple-models.ts'
import { NOTIFICATIONS_OF_A_LIFE } from './notification-names.ts'
import { ACCOUNT, PREMIUM, STANDARD, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

const BEN = 'Ben’s'
const PATH = '/storekit/purchase'

describe('a life in which everything happens once', () => {
  let store: TestStore
  let sent: Awaited<ReturnType<typeof readSent>>
  const id = () => subscriptionOf(store)?.original_transaction_id ?? ''
  const buyWith = (product_id: string, offer: object) =>
    store.post(PATH, { apple_account: ACCOUNT, product_id, app_account_token: USER, ...offer })
  const passMonth = () => store.post('/control/clock', { advance_months: 1 })

  beforeAll(async () => {
    store = await startStore()
    await store.post('/control/accounts/family', { organizer: ACCOUNT, members: [BEN] })
    await changePlans()
    await failAndRecover()
    await payBack()
    await endInEveryWay()
    await store.post('/control/accounts/rescind-consent', { apple_account: BEN })
    await store.post('/control/test-notification')
    sent = await readSent(store)
  }, 60_000)
  afterAll(() => store.close())

  async function changePlans() {
    const offer = { promotional_offer: { offer_id: 'loyal_riders' } }
    await store.buy(STANDARD)
    await store.buy(PREMIUM)
    await store.buy(STANDARD)
    await store.buy(PREMIUM)
    await buyWith(PREMIUM, offer)
    await buyWith(STANDARD, offer)
    await passDays(store, 7)
    await buyWith(PREMIUM, offer)
    for (const action of ['cancel', 'resume', 'raise-price-with-notice']) await act(store, id(), action)
  }

  async function failAndRecover() {
    await act(store, id(), 'fail-next-renewal')
    await passMonth()
    await act(store, id(), 'recover-billing')
    await act(store, id(), 'extend-renewal')
    await act(store, id(), 'fail-next-renewal')
    await store.post('/control/clock', { advance_months: 6 })
  }

  async function payBack() {
    await buyWith(PREMIUM, { win_back_offer_id: 'come_back' })
    const refund = {
      apple_account: ACCOUNT,
      transaction_id: subscriptionOf(store)?.transactions.at(-1)?.transaction_id,
    }
    await store.post('/storekit/refund-request', refund)
    await act(store, id(), 'decline-refund')
    for (const action of ['refund', 'reverse-refund', 'refund-older-period', 'refund-part'])
      await act(store, id(), action)
    await store.buy(WORKSHOP)
    await store.post(`/control/purchases/${store.simulator.describe().purchases[0]?.transaction_id}/refund`)
  }

  async function endInEveryWay() {
    for (const action of ['raise-price', 'take-off-sale', 'cancel', 'fail-next-renewal-without-grace']) {
      await store.buy(STANDARD)
      await act(store, id(), action)
      await passMonth()
    }
    await store.post('/storekit/redeem-offer-code', { apple_account: BEN, code: 'RIDEAPPLE' })
    await store.put(atAccount('account'), { storefront: 'USA' })
    await act(store, id(), 'recover-billing')
  }

  it('tells of all that a subscription app can hear of', () => {
    expect([...new Set(sent.map(({ name }) => name))].sort()).toEqual(NOTIFICATIONS_OF_A_LIFE)
  })

  it('says it in the words and fields of Apple’s models and in no others', () => {
    const faults = sent.flatMap(({ name, envelope, transaction, renewal }) =>
      [
        ...findModelFaults('ResponseBodyV2DecodedPayload', envelope),
        ...(transaction ? findModelFaults('JWSTransactionDecodedPayload', transaction) : []),
        ...(renewal ? findModelFaults('JWSRenewalInfoDecodedPayload', renewal) : []),
      ].map((fault) => `${name}: ${fault}`),
    )
    expect(faults).toEqual([])
  })

  it('gives a status to what renews, and renewal info that is about the same subscription', () => {
    for (const { name, envelope, transaction, renewal } of sent) {
      const isSubscription = transaction?.type === 'Auto-Renewable Subscription'
      expect(typeof envelope.data?.status, name).toBe(isSubscription ? 'number' : 'undefined')
      expect(renewal?.originalTransactionId, name).toBe(isSubscription ? transaction?.originalTransactionId : undefined)
    }
  })

  it('signs each payload once with each date, in the order in which things happened', () => {
    const dates = sent.map(({ envelope }) => envelope.signedDate ?? 0)
    expect(dates).toEqual([...new Set(dates)].sort((a, b) => a - b))
    expect(new Set(sent.map(({ envelope }) => envelope.notificationUUID)).size).toBe(sent.length)
  })
})
