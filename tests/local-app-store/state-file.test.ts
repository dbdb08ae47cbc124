import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAppStoreSimulator } from '../../local/app-store/create-app-store-simulator.ts'
import { buildVersionOne } from './build-version-one.ts'
import { createVerifier } from './create-verifier.ts'
import { readNotifications } from './read-notifications.ts'
import { ACCOUNT, BUNDLE_ID, STANDARD, startStore, USER } from './start-store.ts'

describe('the state file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-app-store-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('keeps subscriptions, clock, certificates and what was not delivered over a restart', async () => {
    const stateFile = join(folder, 'deep', 'app-store.json')
    const before = await startStore({ stateFile, notificationUrl: 'http://127.0.0.1:9/' })
    const { json } = await before.buy(STANDARD)
    await before.simulator.advance({ months: 2 })
    const left = before.simulator.describe()
    const root = before.simulator.rootCertificate
    await before.close()

    const after = await startStore({ stateFile })
    expect(after.simulator.rootCertificate).toEqual(root)
    const found = after.simulator.describe()
    expect(found.subscriptions).toEqual(left.subscriptions)
    expect(Date.parse(found.now)).toBeGreaterThanOrEqual(Date.parse(left.now))
    await after.simulator.advance({ seconds: 60 })
    expect(after.receiver.received).toHaveLength(3)
    await createVerifier(root).verifyAndDecodeTransaction(json.transaction)
    await after.close()
  })

  it('does what came due while it was off', async () => {
    const stateFile = join(folder, 'app-store.json')
    const before = await startStore({ stateFile })
    await before.buy(STANDARD)
    await before.close()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40 * 86_400_000 })
    const after = await startStore({ stateFile })
    await after.simulator.settle()
    vi.useRealTimers()
    expect(after.simulator.describe().subscriptions[0]).toMatchObject({ apple_account: ACCOUNT, status: 'active' })
    expect(after.simulator.describe().subscriptions[0]?.transactions).toHaveLength(2)
    await after.close()
  })

  it('is read when the first version of the simulator wrote it: what was sold goes on', async () => {
    const stateFile = join(folder, 'app-store.json')
    const fresh = await startStore()
    const json = buildVersionOne(fresh.simulator.state.chain, Date.now())
    await fresh.close()
    writeFileSync(stateFile, JSON.stringify(json))

    const store = await startStore({ stateFile })
    const [subscription] = store.simulator.describe().subscriptions
    expect(subscription).toMatchObject({ original_transaction_id: '2000000000000002', status: 'active', offer: null })
    expect(subscription?.transactions.map(({ price_milliunits }) => price_milliunits)).toEqual([9900, 9900])
    await store.post('/control/subscriptions/2000000000000002/refund-older-period')
    await store.post('/control/clock', { advance_months: 1 })
    const sent = await readNotifications(store)
    expect(sent.map(({ name }) => name)).toEqual(['DID_RENEW', 'REFUND', 'DID_RENEW'])
    expect(sent[1]?.transaction).toMatchObject({
      transactionId: '2000000000000002',
      appTransactionId: '2000000000000001',
    })
    expect(sent[2]?.transaction).toMatchObject({ appAccountToken: USER, originalTransactionId: '2000000000000002' })
    const next = await store.buy(STANDARD, null, 'Ben’s')
    expect(Number(next.json.transaction_id)).toBeGreaterThan(2_000_000_000_000_005)
    await store.close()
    expect(JSON.parse(readFileSync(stateFile, 'utf8')).version).toBe(2)
  })

  it('stops the start when it cannot be read, instead of forgetting what was sold', async () => {
    const stateFile = join(folder, 'app-store.json')
    writeFileSync(stateFile, '{"version":1}')
    const start = createAppStoreSimulator({ bundleId: BUNDLE_ID, notificationUrl: null, stateFile })
    await expect(start).rejects.toThrow(`cannot read its state in ${stateFile}. Move it away to begin anew.`)
    expect(readFileSync(stateFile, 'utf8')).toBe('{"version":1}')
  })
})
