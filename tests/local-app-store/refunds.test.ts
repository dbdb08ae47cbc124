import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, passDays, readDevice, readLastSent, readSent, readSentNames, subscriptionOf } from './act-on-store.ts'
import { ACCOUNT, STANDARD, startStore, type TestStore } from './start-store.ts'

let store: TestStore
let id: string
beforeEach(async () => {
  store = await startStore()
  id = (await store.buy(STANDARD)).json.transaction_id
})
afterEach(() => store.close())

describe('a refund', () => {
  it('of the present period ends access and renewal at once', async () => {
    await act(store, id, 'refund')
    const refund = await readLastSent(store)
    expect(refund).toMatchObject({ name: 'REFUND', status: 5, renewal: { autoRenewStatus: 0 } })
    expect(refund.transaction).toMatchObject({ revocationType: 'REFUND_FULL', revocationPercentage: 100_000 })
    expect(await readDevice(store, 'current-entitlements')).toEqual([])
    expect(await act(store, id, 'refund')).toBe('already_refunded')
  })

  it('of an older period says so by the old transaction and changes nothing else', async () => {
    expect(await act(store, id, 'refund-older-period')).toBe('no_older_period')
    await store.post('/control/clock', { advance_months: 1 })
    await act(store, id, 'refund-older-period')
    const refund = await readLastSent(store)
    expect(refund).toMatchObject({
      name: 'REFUND',
      status: 1,
      transaction: { transactionId: id },
      renewal: { autoRenewStatus: 1 },
    })
    expect(refund.transaction?.revocationDate).toBeGreaterThan(refund.transaction?.expiresDate ?? 0)
    expect(subscriptionOf(store)).toMatchObject({ status: 'active', will_renew: true })
    expect(await act(store, id, 'refund-older-period')).toBe('no_older_period')
  })

  it('of a part is the part that is left', async () => {
    await passDays(store, 15)
    await act(store, id, 'refund-part')
    const { transaction } = await readLastSent(store)
    expect(transaction?.revocationType).toBe('REFUND_PRORATED')
    expect(transaction?.revocationPercentage).toBeGreaterThan(49_000)
    expect(transaction?.revocationPercentage).toBeLessThan(55_000)
  })

  it('is reversed: the same transaction without the revocation, and it renews again on its old date', async () => {
    const end = subscriptionOf(store)?.expires_at
    await act(store, id, 'refund')
    await act(store, id, 'reverse-refund')
    const reversal = await readLastSent(store)
    expect(reversal).toMatchObject({ name: 'REFUND_REVERSED', status: 1, renewal: { autoRenewStatus: 1 } })
    expect(reversal.transaction).toMatchObject({ transactionId: id })
    expect(reversal.transaction).not.toHaveProperty('revocationDate')
    expect(subscriptionOf(store)?.expires_at).toBe(end)
    await store.post('/control/clock', { advance_months: 1 })
    expect((await readSentNames(store)).at(-1)).toBe('DID_RENEW')
    expect(await act(store, id, 'reverse-refund')).toBe('not_refunded')
  })

  it('reversed after the end gives back nothing that is past', async () => {
    await act(store, id, 'refund')
    await store.post('/control/clock', { advance_months: 2 })
    await act(store, id, 'reverse-refund')
    expect(await readLastSent(store)).toMatchObject({ name: 'REFUND_REVERSED', status: 2 })
    expect(subscriptionOf(store)).toMatchObject({ status: 'expired', will_renew: false })
  })

  it('is followed by a new purchase under the old id', async () => {
    await act(store, id, 'refund')
    await store.buy(STANDARD)
    expect(await readLastSent(store)).toMatchObject({ name: 'SUBSCRIBED/RESUBSCRIBE', status: 1 })
    await act(store, id, 'reverse-refund')
    expect(await readLastSent(store)).toMatchObject({
      name: 'REFUND_REVERSED',
      status: 1,
      transaction: { transactionId: id },
    })
  })
})

describe('a request for a refund', () => {
  const request = () =>
    store.post('/storekit/refund-request', {
      apple_account: ACCOUNT,
      transaction_id: id,
      reason: 'UNSATISFIED_WITH_PURCHASE',
    })
  const countQuestions = async () =>
    (await readSentNames(store)).filter((name) => name === 'CONSUMPTION_REQUEST').length

  it('makes Apple ask the app, every twelve hours under another id, about the same transaction', async () => {
    expect((await request()).status).toBe(200)
    await passDays(store, 1)
    const questions = (await readSent(store)).filter(({ name }) => name === 'CONSUMPTION_REQUEST')
    expect(questions).toHaveLength(3)
    expect(new Set(questions.map(({ envelope }) => envelope.notificationUUID)).size).toBe(3)
    for (const { envelope, transaction } of questions) {
      expect(envelope.data).toMatchObject({ consumptionRequestReason: 'UNSATISFIED_WITH_PURCHASE', status: 1 })
      expect(transaction?.transactionId).toBe(id)
    }
  })

  it.each([
    ['granted', 'refund', 'REFUND'],
    ['declined', 'decline-refund', 'REFUND_DECLINED'],
  ])('is asked about no more when it is %s', async (_word, action, name) => {
    await request()
    await act(store, id, action)
    await passDays(store, 3)
    expect((await readSentNames(store)).at(-1)).toBe(name)
    expect(await countQuestions()).toBe(1)
    expect(store.simulator.describe().refund_requests[0]?.decision).toBe(action === 'refund' ? 'refunded' : 'declined')
  })

  it('is made once at a time, and declined only when it was made', async () => {
    expect(await act(store, id, 'decline-refund')).toBe('no_refund_request')
    await request()
    expect((await request()).json.code).toBe('refund_already_requested')
    await act(store, id, 'decline-refund')
    expect((await request()).status).toBe(200)
    await act(store, id, 'refund')
    expect((await request()).json.code).toBe('already_refunded')
  })

  it('names a reason that Apple knows', async () => {
    const body = { apple_account: ACCOUNT, transaction_id: id, reason: 'BORED' }
    expect((await store.post('/storekit/refund-request', body)).json.code).toBe('invalid_input')
  })
})
