import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, atAccount, passDays, readDevice, readLastSent, readSent, subscriptionOf } from './act-on-store.ts'
import { ACCOUNT, PREMIUM, STANDARD, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

const ANN = 'Ann’s'
const BEN = 'Ben’s'

describe('a family', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
    await setFamily([ANN, BEN])
  })
  afterEach(() => store.close())

  const setFamily = (members: string[], shares = true) =>
    store.post('/control/accounts/family', { organizer: ACCOUNT, members, shares })
  const owned = (account: string) => readDevice(store, 'current-entitlements', account)
  const statuses = () => [ACCOUNT, ANN, BEN].map((account) => subscriptionOf(store, account)?.status)

  it('uses what its organizer buys: each member by a transaction of their own, without price and token', async () => {
    const { json } = await store.buy(PREMIUM)
    const [share] = await owned(ANN)
    expect(share).toMatchObject({ productId: PREMIUM, inAppOwnershipType: 'FAMILY_SHARED', price: 0 })
    expect(share?.originalTransactionId).not.toBe(json.transaction_id)
    expect(share?.originalTransactionId).not.toBe((await owned(BEN))[0]?.originalTransactionId)
    expect(share).not.toHaveProperty('appAccountToken')
    const sent = await readSent(store)
    expect(sent.map(({ name }) => name)).toEqual(Array(3).fill('SUBSCRIBED/INITIAL_BUY'))
    expect(sent.map(({ transaction }) => transaction?.appAccountToken)).toEqual([USER, undefined, undefined])
    expect(new Set(sent.map(({ transaction }) => transaction?.appTransactionId)).size).toBe(3)
  })

  it('shares neither Standard nor a one-time purchase', async () => {
    await store.buy(STANDARD)
    await store.buy(WORKSHOP)
    expect([await owned(ANN), await owned(BEN)]).toEqual([[], []])
  })

  it('goes along with renewals, failures and the end', async () => {
    const { json } = await store.buy(PREMIUM)
    await passDays(store, 7)
    expect((await owned(ANN))[0]).toMatchObject({ transactionReason: 'RENEWAL', inAppOwnershipType: 'FAMILY_SHARED' })
    await act(store, json.transaction_id, 'fail-next-renewal')
    await store.post('/control/clock', { advance_months: 1 })
    expect(statuses()).toEqual(Array(3).fill('in_grace_period'))
    await act(store, json.transaction_id, 'expire')
    expect(statuses()).toEqual(Array(3).fill('expired'))
    const names = (await readSent(store)).map(({ name }) => name)
    expect(names.filter((name) => name === 'DID_FAIL_TO_RENEW/GRACE_PERIOD')).toHaveLength(3)
    expect(names.slice(-3)).toEqual(Array(3).fill('EXPIRED/VOLUNTARY'))
    await store.buy(PREMIUM)
    expect(statuses()).toEqual(Array(3).fill('active'))
    expect((await readLastSent(store)).name).toBe('SUBSCRIBED/RESUBSCRIBE')
  })

  it.each([
    ['the member leaves', () => setFamily([BEN])],
    ['sharing is switched off', () => setFamily([ANN, BEN], false)],
    ['there is no family any more', () => setFamily([])],
  ])('loses access when %s', async (_when, change) => {
    await store.buy(PREMIUM)
    const [share] = await owned(ANN)
    await change()
    const revoked = (await readSent(store)).find(
      ({ name, transaction }) => name === 'REVOKE' && transaction?.transactionId === share?.transactionId,
    )
    expect(revoked).toMatchObject({ status: 5, transaction: { revocationType: 'FAMILY_REVOKE' } })
    expect(await owned(ANN)).toEqual([])
    expect(subscriptionOf(store)?.status).toBe('active')
  })

  it('loses access when the purchaser gets the money back, and has it again when that is reversed', async () => {
    const { json } = await store.buy(PREMIUM)
    await act(store, json.transaction_id, 'refund')
    expect((await readSent(store)).map(({ name }) => name).slice(-3)).toEqual(['REFUND', 'REVOKE', 'REVOKE'])
    expect(statuses()).toEqual(Array(3).fill('revoked'))
    await act(store, json.transaction_id, 'reverse-refund')
    expect(statuses()).toEqual(Array(3).fill('active'))
  })

  it('loses access when the purchaser comes down to what is not shared', async () => {
    await store.buy(PREMIUM)
    await store.buy(STANDARD)
    await passDays(store, 7)
    expect(statuses()).toEqual(['active', 'revoked', 'revoked'])
  })

  it('lets a new member in at once, and only the purchaser change anything', async () => {
    await setFamily([ANN])
    await store.buy(PREMIUM)
    await setFamily([ANN, BEN])
    expect(statuses()).toEqual(Array(3).fill('active'))
    const id = subscriptionOf(store, BEN)?.original_transaction_id ?? ''
    for (const action of ['cancel', 'refund', 'renew', 'expire', 'fail-next-renewal']) {
      expect(await act(store, id, action)).toBe('family_shared')
    }
    expect((await store.post(`/storekit/subscriptions/${id}/cancel`)).json.code).toBe('family_shared')
  })

  it('leaves room for a subscription of a member’s own', async () => {
    await store.buy(PREMIUM)
    expect((await store.buy(STANDARD, null, ANN)).json.outcome).toBe('purchased')
    expect((await owned(ANN)).map(({ inAppOwnershipType }) => inAppOwnershipType).sort()).toEqual([
      'FAMILY_SHARED',
      'PURCHASED',
    ])
  })

  it('is one at a time', async () => {
    await store.buy(PREMIUM)
    await store.post('/control/accounts/family', { organizer: 'Cleo’s', members: [ANN] })
    expect(subscriptionOf(store, ANN)?.status).toBe('revoked')
    expect((await store.get(atAccount('account', ANN))).json).toMatchObject({ family_organizer: 'Cleo’s' })
    expect((await store.get(atAccount('account', BEN))).json).toMatchObject({ family_organizer: ACCOUNT })
    expect((await setFamily([ACCOUNT])).json.code).toBe('invalid_input')
  })
})
