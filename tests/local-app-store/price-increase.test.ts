import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, readLastSent, readSentNames, subscriptionOf } from './act-on-store.ts'
import { STANDARD, startStore, type TestStore } from './start-store.ts'

describe('a price increase', () => {
  let store: TestStore
  let id: string
  beforeEach(async () => {
    store = await startStore()
    id = (await store.buy(STANDARD)).json.transaction_id
  })
  afterEach(() => store.close())

  const answer = (agrees: boolean) => store.post(`/storekit/subscriptions/${id}/price-consent`, { agrees })
  const passMonth = () => store.post('/control/clock', { advance_months: 1 })

  it('waits for consent, and is paid once that is given', async () => {
    await act(store, id, 'raise-price')
    const asked = await readLastSent(store)
    expect(asked).toMatchObject({ name: 'PRICE_INCREASE/PENDING', status: 1 })
    expect(asked.renewal).toMatchObject({ priceIncreaseStatus: 0, renewalPrice: 19800 })
    expect(subscriptionOf(store)).toMatchObject({ price_consent: 'pending', renewal_price_milliunits: 19800 })
    expect((await answer(true)).json).toMatchObject({ price_consent: 'accepted' })
    expect(await readLastSent(store)).toMatchObject({
      name: 'PRICE_INCREASE/ACCEPTED',
      renewal: { priceIncreaseStatus: 1 },
    })
    await passMonth()
    const renewed = await readLastSent(store)
    expect(renewed).toMatchObject({
      name: 'DID_RENEW',
      transaction: { price: 19800 },
      renewal: { renewalPrice: 19800 },
    })
    expect(renewed.renewal).not.toHaveProperty('priceIncreaseStatus')
    expect((await answer(true)).json.code).toBe('no_price_increase')
  })

  it('ends the subscription when nobody answers', async () => {
    await act(store, id, 'raise-price')
    expect(await act(store, id, 'raise-price')).toBe('price_increase_pending')
    await passMonth()
    expect(await readLastSent(store)).toMatchObject({
      name: 'EXPIRED/PRICE_INCREASE',
      status: 2,
      renewal: { expirationIntent: 3, autoRenewStatus: 0 },
    })
  })

  it('ends the subscription when the answer is no', async () => {
    await act(store, id, 'raise-price')
    await answer(false)
    expect((await readSentNames(store)).at(-1)).toBe('DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_DISABLED')
    await passMonth()
    expect((await readSentNames(store)).at(-1)).toBe('EXPIRED/PRICE_INCREASE')
  })

  it('needs no answer when a notice is enough, and a cancellation then is one like any other', async () => {
    await act(store, id, 'raise-price-with-notice')
    expect(await readLastSent(store)).toMatchObject({
      name: 'PRICE_INCREASE/ACCEPTED',
      renewal: { priceIncreaseStatus: 1, renewalPrice: 11900 },
    })
    await passMonth()
    expect((await readLastSent(store)).transaction?.price).toBe(11900)
    await store.post(`/storekit/subscriptions/${id}/cancel`)
    await passMonth()
    expect((await readSentNames(store)).at(-1)).toBe('EXPIRED/VOLUNTARY')
  })
})
