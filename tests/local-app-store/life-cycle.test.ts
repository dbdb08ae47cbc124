import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readNames, readNotifications } from './read-notifications.ts'
import { ACCOUNT, OTHER_USER, STANDARD, startStore, type TestStore, USER } from './start-store.ts'

const DAY = 86_400

describe('a subscription', () => {
  let store: TestStore
  let id: string
  beforeEach(async () => {
    store = await startStore()
    id = (await store.buy(STANDARD)).json.transaction_id
    await store.simulator.settle()
  })
  afterEach(() => store.close())

  const subscription = () => store.simulator.describe().subscriptions[0]
  const newNames = async () => (await readNames(store)).slice(1)

  it('renews every month, each period beginning where the one before ended', async () => {
    await store.simulator.advance({ months: 3 })
    expect(await newNames()).toEqual(['DID_RENEW', 'DID_RENEW', 'DID_RENEW'])
    const periods = subscription()?.transactions ?? []
    for (const [index, period] of periods.slice(1).entries())
      expect(period.purchased_at).toBe(periods[index]?.expires_at)
    expect(new Set(periods.map((period) => period.transaction_id)).size).toBe(4)
    expect(subscription()).toMatchObject({ status: 'active', original_transaction_id: id })
  })

  it('is renewed before the paid month is over', async () => {
    const end = Date.parse(subscription()?.expires_at ?? '')
    await store.simulator.advance({ seconds: (end - Date.now()) / 1000 - 60 })
    const renewal = (await readNotifications(store)).at(-1)
    expect(renewal).toMatchObject({ name: 'DID_RENEW', status: 1 })
    expect(renewal?.transaction?.purchaseDate).toBe(end)
    expect(renewal?.envelope.signedDate).toBeLessThan(end)
  })

  it('ends at the end of the paid month when it was canceled', async () => {
    await store.post(`/storekit/subscriptions/${id}/cancel`)
    await store.simulator.settle()
    expect(subscription()).toMatchObject({ status: 'active', will_renew: false })
    await store.simulator.advance({ months: 1 })
    expect(subscription()?.status).toBe('expired')
    expect(await newNames()).toEqual(['DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_DISABLED', 'EXPIRED/VOLUNTARY'])
    const ended = (await readNotifications(store)).at(-1)
    expect(ended).toMatchObject({ status: 2, renewal: { autoRenewStatus: 0, expirationIntent: 1 } })
    const path = `/storekit/current-entitlements?apple_account=${encodeURIComponent(ACCOUNT)}`
    expect((await store.get(path)).json.transactions).toEqual([])
  })

  it('goes on when the cancellation is taken back in time', async () => {
    await store.post(`/storekit/subscriptions/${id}/cancel`)
    expect((await store.post(`/storekit/subscriptions/${id}/cancel`)).json.code).toBe('already_canceled')
    await store.post(`/storekit/subscriptions/${id}/resume`)
    expect((await store.post(`/storekit/subscriptions/${id}/resume`)).json.code).toBe('not_canceled')
    await store.simulator.advance({ months: 1 })
    expect(await newNames()).toEqual([
      'DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_DISABLED',
      'DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_ENABLED',
      'DID_RENEW',
    ])
  })

  it('comes back under its old id, for whoever bought it this time', async () => {
    await store.simulator.act(id, 'expire')
    await store.buy(STANDARD, OTHER_USER)
    await store.simulator.settle()
    expect(await newNames()).toEqual(['EXPIRED/VOLUNTARY', 'SUBSCRIBED/RESUBSCRIBE'])
    const again = (await readNotifications(store)).at(-1)
    expect(again?.transaction).toMatchObject({ originalTransactionId: id, appAccountToken: OTHER_USER })
    expect(again?.transaction?.transactionId).not.toBe(id)
  })

  it('can be cut short: the newest transaction is signed again with an earlier end', async () => {
    await store.simulator.act(id, 'expire')
    const ended = (await readNotifications(store)).at(-1)
    expect(ended?.transaction?.transactionId).toBe(id)
    expect(ended?.transaction?.expiresDate).toBeLessThanOrEqual(ended?.envelope.signedDate ?? 0)
    await expect(store.simulator.act(id, 'expire')).rejects.toMatchObject({ code: 'already_ended' })
  })

  it('is refunded with a revoked transaction', async () => {
    await store.simulator.act(id, 'refund')
    const refund = (await readNotifications(store)).at(-1)
    expect(refund).toMatchObject({
      name: 'REFUND',
      status: 5,
      transaction: { transactionId: id, revocationReason: 0, revocationType: 'REFUND_FULL' },
    })
  })

  it('keeps a failed renewal in the grace period, then in billing retry, and ends after sixty days', async () => {
    await store.simulator.act(id, 'fail-next-renewal')
    await store.simulator.advance({ months: 1 })
    expect(subscription()).toMatchObject({ status: 'in_grace_period' })
    const failed = (await readNotifications(store)).at(-1)
    expect(failed).toMatchObject({ name: 'DID_FAIL_TO_RENEW/GRACE_PERIOD', status: 4 })
    expect(failed?.renewal?.isInBillingRetryPeriod).toBe(true)
    expect(failed?.renewal?.gracePeriodExpiresDate).toBe((failed?.transaction?.expiresDate ?? 0) + 16 * DAY * 1000)
    await store.simulator.advance({ seconds: 16 * DAY })
    expect(subscription()?.status).toBe('in_billing_retry')
    await store.simulator.advance({ seconds: 44 * DAY })
    expect(subscription()?.status).toBe('expired')
    expect((await newNames()).slice(1)).toEqual(['GRACE_PERIOD_EXPIRED', 'EXPIRED/BILLING_RETRY'])
    expect((await readNotifications(store)).at(-1)).toMatchObject({ status: 2, renewal: { expirationIntent: 2 } })
  })

  it('has no grace period when the app offers none', async () => {
    await store.simulator.act(id, 'fail-next-renewal-without-grace')
    await store.simulator.advance({ months: 1 })
    const failed = (await readNotifications(store)).at(-1)
    expect(failed).toMatchObject({ name: 'DID_FAIL_TO_RENEW', status: 3 })
    expect(failed?.renewal?.gracePeriodExpiresDate).toBeUndefined()
  })

  it('recovers on the old billing date within the grace period, and on a new one after it', async () => {
    await store.simulator.act(id, 'fail-next-renewal')
    await store.simulator.advance({ months: 1 })
    const firstEnd = subscription()?.expires_at
    await store.simulator.act(id, 'recover-billing')
    expect(subscription()?.transactions.at(-1)?.purchased_at).toBe(firstEnd)
    await store.simulator.act(id, 'fail-next-renewal-without-grace')
    await store.simulator.advance({ months: 1, seconds: 5 * DAY })
    const secondEnd = subscription()?.expires_at ?? ''
    await store.simulator.act(id, 'recover-billing')
    const recovered = (await readNotifications(store)).at(-1)
    expect(recovered).toMatchObject({ name: 'DID_RENEW/BILLING_RECOVERY', status: 1 })
    expect(recovered?.transaction?.purchaseDate).toBeGreaterThan(Date.parse(secondEnd))
    expect(recovered?.transaction?.appAccountToken).toBe(USER)
  })

  it('never signs two payloads with the same date, and signs each as of its own moment', async () => {
    await store.simulator.advance({ months: 12 })
    const dates = (await readNotifications(store)).map(({ envelope }) => envelope.signedDate ?? 0)
    expect(dates).toHaveLength(13)
    expect([...dates].sort((a, b) => a - b)).toEqual(dates)
    expect(new Set(dates).size).toBe(dates.length)
    expect((dates[12] ?? 0) - (dates[1] ?? 0)).toBeGreaterThan(300 * DAY * 1000)
  })
})
