import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { atAccount, readDevice, readSentNames } from './act-on-store.ts'
import { ACCOUNT, OTHER_USER, PREMIUM, STANDARD, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

describe('Ask to Buy', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
    await store.put(atAccount('account'), { asks_to_buy: true })
  })
  afterEach(() => store.close())

  const pending = async () =>
    ((await store.get(atAccount('account'))).json as unknown as { pending: unknown[] }).pending
  const answer = (approve: boolean, product_id?: string) =>
    store.post('/control/accounts/ask-to-buy', { apple_account: ACCOUNT, approve, product_id })

  it('leaves a purchase pending: no transaction, no notification, one question', async () => {
    const { status, json } = await store.buy(PREMIUM)
    expect(status).toBe(200)
    expect(json).toEqual({
      outcome: 'pending',
      transaction_id: null,
      transaction: null,
      renewal_info: null,
      pending_change: null,
    })
    expect((await store.buy(PREMIUM)).json.outcome).toBe('pending')
    expect(await pending()).toMatchObject([{ product_id: PREMIUM }])
    expect(await readSentNames(store)).toEqual([])
    expect(await readDevice(store, 'unfinished')).toEqual([])
  })

  it('buys when a parent says yes, later and for the user who had asked', async () => {
    await store.buy(PREMIUM, USER)
    await store.post('/control/clock', { advance_seconds: 3600 })
    await answer(true)
    const [bought] = await readDevice(store, 'unfinished')
    expect(bought).toMatchObject({ productId: PREMIUM, appAccountToken: USER, offerType: 1 })
    expect(await readSentNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY'])
    expect(await pending()).toEqual([])
    expect((await answer(true)).json.code).toBe('nothing_asked')
  })

  it('buys nothing when a parent says no', async () => {
    await store.buy(STANDARD)
    await answer(false)
    expect(await pending()).toEqual([])
    expect(await readDevice(store, 'unfinished')).toEqual([])
  })

  it('can be answered product by product', async () => {
    await store.buy(STANDARD)
    await store.buy(WORKSHOP, OTHER_USER)
    await answer(true, WORKSHOP)
    expect((await readDevice(store, 'unfinished')).map(({ productId }) => productId)).toEqual([WORKSHOP])
    expect(await pending()).toMatchObject([{ product_id: STANDARD }])
  })

  it('is answered by a yes that comes too late, and buys nothing twice', async () => {
    await store.buy(STANDARD)
    await store.buy(WORKSHOP)
    await store.post('/control/outside-purchase', { apple_account: ACCOUNT, product_id: STANDARD })
    expect((await answer(true)).status).toBe(200)
    expect((await readDevice(store, 'unfinished')).map(({ productId }) => productId)).toEqual([STANDARD, WORKSHOP])
    expect(await pending()).toEqual([])
  })

  it('is a matter of the Apple Account, and can be switched off', async () => {
    expect((await store.buy(STANDARD, USER, 'Ben’s')).json.outcome).toBe('purchased')
    await store.put(atAccount('account'), { asks_to_buy: false })
    expect((await store.buy(STANDARD)).json.outcome).toBe('purchased')
  })
})
