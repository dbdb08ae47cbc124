import { describe, expect, it } from 'vitest'
import { createAppStoreSimulator } from '../../local/app-store/create-app-store-simulator.ts'
import { BUNDLE_ID, STANDARD } from './start-store.ts'

const SUBSCRIBERS = 2000

describe('two thousand subscribers in one store', () => {
  it('live through a year in seconds, and the log forgets what is older than Apple’s history', async () => {
    const simulator = await createAppStoreSimulator({
      bundleId: BUNDLE_ID,
      notificationUrl: 'http://receiver.test/',
      stateFile: null,
      fetch: () =>
        Promise.reject(new Error('All of it is lost on the way: this is about the store, not about a network.')),
    })
    await simulator.setFaults({ drop: 1_000_000 })
    const started = performance.now()
    for (let account = 0; account < SUBSCRIBERS; account += 1)
      await simulator.buyOutsideTheApp(`Apple Account ${account}`, STANDARD)
    for (let day = 0; day < 365; day += 1) await simulator.advance({ seconds: 86_400 })
    const seconds = (performance.now() - started) / 1000

    expect(simulator.state.transactions).toHaveLength(SUBSCRIBERS * 13)
    expect(simulator.state.subscriptions.every(({ status }) => status === 1)).toBe(true)
    const oldest = Math.min(...simulator.state.notifications.map(({ signedAt }) => signedAt))
    expect(oldest).toBeGreaterThan(Date.parse(simulator.describe().now) - 215 * 86_400_000)
    await simulator.close()
    // Far from what it takes (about two seconds): it fails when one event begins to cost a walk through all of them.
    expect(seconds).toBeLessThan(60)
  }, 120_000)
})
