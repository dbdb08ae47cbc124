import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, atAccount, DAY, passDays, readLastSent, readSentNames, subscriptionOf } from './act-on-store.ts'
import { ACCOUNT, BUNDLE_ID, OTHER_USER, PREMIUM, STANDARD, startStore, type TestStore, USER } from './start-store.ts'

let store: TestStore
let id: string
beforeEach(async () => {
  store = await startStore()
  id = (await store.buy(STANDARD)).json.transaction_id
})
afterEach(() => store.close())

const passMonth = () => store.post('/control/clock', { advance_months: 1 })

describe('an extension', () => {
  it('moves the next billing date and leaves the transaction as it was signed', async () => {
    const end = Date.parse(subscriptionOf(store)?.expires_at ?? '')
    await act(store, id, 'extend-renewal')
    const extended = await readLastSent(store)
    expect(extended).toMatchObject({ name: 'RENEWAL_EXTENDED', status: 1, transaction: { expiresDate: end } })
    expect(extended.renewal?.renewalDate).toBe(end + 30 * DAY * 1000)
    await passDays(store, 45)
    expect((await readSentNames(store)).at(-1)).toBe('RENEWAL_EXTENDED')
    await passDays(store, 20)
    const renewed = await readLastSent(store)
    expect(renewed).toMatchObject({ name: 'DID_RENEW', transaction: { purchaseDate: end + 30 * DAY * 1000 } })
  })

  it('that is cut short leaves the end that was signed', async () => {
    const end = Date.parse(subscriptionOf(store)?.expires_at ?? '')
    await act(store, id, 'extend-renewal')
    await passDays(store, 45)
    await act(store, id, 'expire')
    expect(await readLastSent(store)).toMatchObject({ name: 'EXPIRED/VOLUNTARY', transaction: { expiresDate: end } })
    expect(subscriptionOf(store)?.status).toBe('expired')
  })

  it('is given twice in a year, and to who is active and pays', async () => {
    await act(store, id, 'extend-renewal')
    await act(store, id, 'extend-renewal')
    expect(await act(store, id, 'extend-renewal')).toBe('extended_too_often')
    await act(store, id, 'expire')
    expect(await act(store, id, 'extend-renewal')).toBe('not_active')
    await store.buy(PREMIUM)
    expect(await act(store, id, 'extend-renewal')).toBe('not_paid')
  })
})

describe('a product that is taken off sale', () => {
  it('ends one subscriber’s subscription where it would have renewed', async () => {
    await act(store, id, 'take-off-sale')
    expect(await readSentNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY'])
    await passMonth()
    expect(await readLastSent(store)).toMatchObject({
      name: 'EXPIRED/PRODUCT_NOT_FOR_SALE',
      status: 2,
      renewal: { expirationIntent: 4 },
    })
  })

  it('is not listed, not sold and not renewed, for nobody', async () => {
    await store.buy(PREMIUM, USER, 'Ben’s')
    await store.post(`/control/products/${STANDARD}/sale`, { on_sale: false })
    const { json } = await store.get('/storekit/products')
    expect(JSON.stringify(json)).not.toContain(STANDARD)
    expect((await store.buy(STANDARD, USER, 'Cleo’s')).json.code).toBe('product_not_found')
    await passMonth()
    expect(subscriptionOf(store)?.status).toBe('expired')
    expect(subscriptionOf(store, 'Ben’s')?.status).toBe('active')
  })

  it('renews after all when it is sold again in time', async () => {
    await store.post(`/control/products/${STANDARD}/sale`, { on_sale: false })
    await store.post(`/control/products/${STANDARD}/sale`, { on_sale: true })
    await passMonth()
    expect((await readSentNames(store)).at(-1)).toBe('DID_RENEW')
    expect((await store.post('/control/products/com.example.other/sale', { on_sale: true })).status).toBe(404)
  })

  it('is left behind by who changes to another in time', async () => {
    await act(store, id, 'take-off-sale')
    await store.buy(PREMIUM)
    await passDays(store, 8)
    expect((await readSentNames(store)).at(-1)).toBe('DID_RENEW')
  })
})

describe('a change in the App Store’s own sheet', () => {
  const change = (product_id: string) => store.post(`/storekit/subscriptions/${id}/change`, { product_id })

  it('moves up at once and down later, and keeps the token', async () => {
    expect((await change(PREMIUM)).json).toMatchObject({ product_id: PREMIUM, status: 'active' })
    expect(await readLastSent(store)).toMatchObject({
      name: 'DID_CHANGE_RENEWAL_PREF/UPGRADE',
      transaction: { appAccountToken: USER, transactionReason: 'PURCHASE' },
    })
    expect((await change(STANDARD)).json).toMatchObject({ product_id: PREMIUM, auto_renew_product_id: STANDARD })
    expect((await change(PREMIUM)).json).toMatchObject({ auto_renew_product_id: PREMIUM })
    expect((await readSentNames(store)).slice(-2)).toEqual([
      'DID_CHANGE_RENEWAL_PREF/DOWNGRADE',
      'DID_CHANGE_RENEWAL_PREF',
    ])
  })

  it('is refused for what has ended', async () => {
    await act(store, id, 'expire')
    expect((await change(PREMIUM)).json.code).toBe('subscription_ended')
  })

  it('takes a cancellation back when it chooses what comes next', async () => {
    await change(PREMIUM)
    await store.post(`/storekit/subscriptions/${id}/cancel`)
    await change(STANDARD)
    expect(subscriptionOf(store)).toMatchObject({ will_renew: true, auto_renew_product_id: STANDARD })
  })
})

describe('a purchase made outside the app', () => {
  const buyOutside = (apple_account: string, product_id: string) =>
    store.post('/control/outside-purchase', { apple_account, product_id })

  it('has no token, whoever is signed in', async () => {
    await buyOutside('Ben’s', STANDARD)
    const { name, transaction } = await readLastSent(store)
    expect(name).toBe('SUBSCRIBED/INITIAL_BUY')
    expect(transaction).not.toHaveProperty('appAccountToken')
  })

  it('keeps the token of a running subscription, and loses that of an ended one', async () => {
    await buyOutside(ACCOUNT, PREMIUM)
    expect((await readLastSent(store)).transaction?.appAccountToken).toBe(USER)
    await act(store, id, 'expire')
    await buyOutside(ACCOUNT, STANDARD)
    expect((await readLastSent(store)).transaction).not.toHaveProperty('appAccountToken')
    await act(store, id, 'expire')
    await store.buy(STANDARD, OTHER_USER)
    expect((await readLastSent(store)).transaction?.appAccountToken).toBe(OTHER_USER)
  })

  it('is refused like any other', async () => {
    expect((await buyOutside(ACCOUNT, STANDARD)).json.code).toBe('already_subscribed')
    expect((await buyOutside(ACCOUNT, 'com.example.other')).json.code).toBe('product_not_found')
  })
})

describe('an Apple Account', () => {
  const put = (changes: object) => store.put(atAccount('account'), changes)

  it('pays in the money of its storefront from the next period on', async () => {
    expect((await put({ storefront: 'JPN' })).json).toMatchObject({ storefront: 'JPN', asks_to_buy: false })
    expect((await store.get(atAccount('products'))).json).toMatchObject({
      products: [{ currency: 'JPY', price_milliunits: 1_800_000 }, {}, {}],
    })
    await passMonth()
    expect((await readLastSent(store)).transaction).toMatchObject({
      storefront: 'JPN',
      storefrontId: '143462',
      currency: 'JPY',
      price: 1_100_000,
    })
    expect((await put({ storefront: 'XXX' })).json.code).toBe('storefront_not_found')
  })

  it('loses a parent’s consent: Apple says so about the app, and the purchases stay', async () => {
    await store.post('/control/accounts/rescind-consent', { apple_account: ACCOUNT })
    const { name, envelope } = await readLastSent(store)
    expect(name).toBe('RESCIND_CONSENT')
    expect(envelope).not.toHaveProperty('data')
    expect(envelope.appData).toMatchObject({ bundleId: BUNDLE_ID, environment: 'Sandbox' })
    const jws = envelope.appData?.signedAppTransactionInfo ?? ''
    const { json } = await store.get(atAccount('account'))
    const appTransactionId = (json as unknown as { app_transaction_id: string }).app_transaction_id
    expect(await store.verifier.verifyAndDecodeAppTransaction(jws)).toMatchObject({ appTransactionId })
    expect(subscriptionOf(store)?.status).toBe('active')
  })
})
