import { Environment, SignedDataVerifier } from '@apple/app-store-server-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { atAccount } from './act-on-store.ts'
import { readNotifications } from './read-notifications.ts'
import { ACCOUNT, BUNDLE_ID, STANDARD, startStore, type TestStore } from './start-store.ts'

const APP_ID = 1234567890

describe('a store of production', () => {
  let store: TestStore
  let verifier: SignedDataVerifier
  beforeEach(async () => {
    store = await startStore({ environment: 'Production', appAppleId: APP_ID })
    const roots = [Buffer.from(store.simulator.rootCertificate)]
    verifier = new SignedDataVerifier(roots, false, Environment.PRODUCTION, BUNDLE_ID, APP_ID)
  })
  afterEach(() => store.close())

  it('names itself and the app’s number in all that it signs', async () => {
    await store.buy(STANDARD)
    await store.post('/control/accounts/rescind-consent', { apple_account: ACCOUNT })
    const [bought, rescinded] = await readNotifications({ ...store, verifier })
    expect(bought?.envelope.data).toMatchObject({ environment: 'Production', appAppleId: APP_ID })
    expect(bought?.transaction?.environment).toBe('Production')
    expect(bought?.renewal?.environment).toBe('Production')
    expect(rescinded?.envelope.appData).toMatchObject({ environment: 'Production', appAppleId: APP_ID })
    const { json } = await store.get(atAccount('app-transaction'))
    const { app_transaction } = json as unknown as { app_transaction: string }
    expect(await verifier.verifyAndDecodeAppTransaction(app_transaction)).toMatchObject({
      receiptType: 'Production',
      appAppleId: APP_ID,
    })
  })

  it('is not believed where the sandbox is meant', async () => {
    const { json } = await store.buy(STANDARD)
    await expect(store.verifier.verifyAndDecodeTransaction(json.transaction)).rejects.toThrow()
  })
})

describe('a store with a seed and a clock of its own', () => {
  it('does the same every time, ids and payloads', async () => {
    const live = async (seed: number) => {
      const store = await startStore({ seed, now: () => Date.UTC(2026, 10, 21, 8), environment: 'Sandbox' })
      const { json } = await store.buy(STANDARD)
      await store.post(`/control/subscriptions/${json.transaction_id}/fail-next-renewal`)
      await store.post('/control/clock', { advance_months: 6 })
      await store.close()
      return readNotifications(store)
    }
    const [one, same, another] = [await live(3), await live(3), await live(4)]
    expect(one).toHaveLength(4)
    const withoutSignatures = (sent: typeof one) =>
      sent.map(({ envelope: { data, ...envelope }, ...rest }) => ({ ...rest, envelope, status: data?.status }))
    expect(withoutSignatures(same)).toEqual(withoutSignatures(one))
    expect(another[0]?.transaction?.transactionId).not.toBe(one[0]?.transaction?.transactionId)
  })
})
