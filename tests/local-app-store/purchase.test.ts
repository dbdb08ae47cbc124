import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readNames, readNotifications } from './read-notifications.ts'
import { ACCOUNT, OTHER_USER, PREMIUM, STANDARD, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

describe('buying', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
  })
  afterEach(() => store.close())

  it('lists all products with their Singapore prices', async () => {
    const { json } = await store.get('/storekit/products')
    const type = 'auto_renewable'
    expect(json).toMatchObject({
      products: [
        {
          product_id: PREMIUM,
          type,
          display_price: 'S$15.90',
          price_milliunits: 15900,
          currency: 'SGD',
          group_level: 1,
        },
        {
          product_id: STANDARD,
          type,
          display_price: 'S$9.90',
          price_milliunits: 9900,
          currency: 'SGD',
          group_level: 2,
        },
        { product_id: WORKSHOP, type: 'non_consumable', display_price: 'S$29.00', price_milliunits: 29000 },
      ],
    })
  })

  it('sells a month, signs it and announces it', async () => {
    const { json } = await store.buy(STANDARD)
    await store.simulator.settle()
    const transaction = await store.verifier.verifyAndDecodeTransaction(json.transaction)
    expect(transaction).toMatchObject({
      productId: STANDARD,
      bundleId: 'com.example.tandem',
      appAccountToken: USER,
      originalTransactionId: transaction.transactionId,
      transactionReason: 'PURCHASE',
      price: 9900,
      currency: 'SGD',
      storefront: 'SGP',
      environment: 'Sandbox',
      type: 'Auto-Renewable Subscription',
      inAppOwnershipType: 'PURCHASED',
    })
    const [notification] = await readNotifications(store)
    expect(notification).toMatchObject({ name: 'SUBSCRIBED/INITIAL_BUY', status: 1 })
    expect(notification?.transaction?.transactionId).toBe(transaction.transactionId)
    expect(notification?.renewal).toMatchObject({
      autoRenewStatus: 1,
      autoRenewProductId: STANDARD,
      appAccountToken: USER,
    })
  })

  it('refuses to sell the same product twice to one Apple Account', async () => {
    await store.buy(PREMIUM)
    const again = await store.buy(PREMIUM, OTHER_USER)
    expect(again.status).toBe(409)
    expect(again.json.code).toBe('already_subscribed')
    expect((await store.buy(PREMIUM, OTHER_USER, 'somebody else')).status).toBe(200)
  })

  it('upgrades at once and marks the old transaction', async () => {
    const first = await store.buy(STANDARD)
    const second = await store.buy(PREMIUM)
    await store.simulator.settle()
    expect(second.json.outcome).toBe('upgraded')
    expect(await readNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY', 'DID_CHANGE_RENEWAL_PREF/UPGRADE'])
    const upgraded = await store.verifier.verifyAndDecodeTransaction(second.json.transaction)
    expect(upgraded).toMatchObject({ productId: PREMIUM, originalTransactionId: first.json.transaction_id })
    const unfinished = await store.get(`/storekit/unfinished?apple_account=${encodeURIComponent(ACCOUNT)}`)
    const old = await store.verifier.verifyAndDecodeTransaction(unfinished.json.transactions[0]?.transaction ?? '')
    expect(old).toMatchObject({ transactionId: first.json.transaction_id, isUpgraded: true })
  })

  it('keeps a lower level for the next period, and forgets it when the present level is chosen again', async () => {
    await store.buy(PREMIUM)
    const lower = await store.buy(STANDARD)
    expect(lower.json).toMatchObject({ outcome: 'change_pending', pending_change: { auto_renew_product_id: STANDARD } })
    const back = await store.buy(PREMIUM)
    expect(back.json).toMatchObject({ outcome: 'change_canceled', pending_change: null })
    await store.buy(STANDARD)
    await store.simulator.advance({ seconds: 8 * 86_400 })
    expect(await readNames(store)).toEqual([
      'SUBSCRIBED/INITIAL_BUY',
      'DID_CHANGE_RENEWAL_PREF/DOWNGRADE',
      'DID_CHANGE_RENEWAL_PREF',
      'DID_CHANGE_RENEWAL_PREF/DOWNGRADE',
      'DID_RENEW',
    ])
    const renewed = (await readNotifications(store)).at(-1)
    expect(renewed?.transaction).toMatchObject({ productId: STANDARD, transactionReason: 'RENEWAL', price: 9900 })
  })

  it('hands a transaction out again until it is finished', async () => {
    const { json } = await store.buy(PREMIUM)
    const path = `/storekit/unfinished?apple_account=${encodeURIComponent(ACCOUNT)}`
    expect((await store.get(path)).json.transactions.map((one) => one.transaction_id)).toEqual([json.transaction_id])
    await store.post('/storekit/finish', { transaction_id: json.transaction_id })
    expect((await store.get(path)).json.transactions).toEqual([])
    const current = await store.get(`/storekit/current-entitlements?apple_account=${encodeURIComponent(ACCOUNT)}`)
    expect(current.json.transactions.map((one) => one.transaction_id)).toEqual([json.transaction_id])
  })
})

describe('bad input', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
  })
  afterEach(() => store.close())

  it.each([
    [{ apple_account: '', product_id: PREMIUM }, 400, 'invalid_input'],
    [{ apple_account: ACCOUNT, product_id: PREMIUM, app_account_token: 'demo' }, 400, 'invalid_input'],
    [{ apple_account: ACCOUNT, product_id: PREMIUM, surprise: 1 }, 400, 'invalid_input'],
    [{ apple_account: ACCOUNT, product_id: 'com.example.other' }, 404, 'product_not_found'],
  ])('is refused by name: %j', async (body, status, code) => {
    const answer = await store.post('/storekit/purchase', body)
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(store.simulator.describe().subscriptions).toEqual([])
  })

  it('is refused when it is not JSON, and an unknown id is not found', async () => {
    const response = await fetch(`${store.origin}/storekit/purchase`, { method: 'POST', body: 'hello' })
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_json' }])
    expect((await store.post('/control/subscriptions/1/cancel')).status).toBe(404)
    expect((await store.post('/control/clock', { advance_seconds: -1 })).status).toBe(400)
    expect((await store.get('/storekit/current-entitlements')).status).toBe(400)
  })
})
