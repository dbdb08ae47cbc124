import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAppStoreSimulator } from '../../local/app-store/create-app-store-simulator.ts'
import { createVerifier } from './create-verifier.ts'
import { ACCOUNT, BUNDLE_ID, STANDARD, startStore } from './start-store.ts'

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

  it('stops the start when it cannot be read, instead of forgetting what was sold', async () => {
    const stateFile = join(folder, 'app-store.json')
    writeFileSync(stateFile, '{"version":1}')
    const start = createAppStoreSimulator({ bundleId: BUNDLE_ID, notificationUrl: null, stateFile })
    await expect(start).rejects.toThrow()
  })
})
