import { afterEach, describe, expect, it } from 'vitest'
import { readNotifications } from './read-notifications.ts'
import { PREMIUM, startStore, type TestStore } from './start-store.ts'

const HOUR = 3600

describe('delivery', () => {
  let store: TestStore
  afterEach(() => store.close())

  const log = () => store.simulator.describe().notifications

  it('tries again after a 500, with the same id and date', async () => {
    store = await startStore()
    store.receiver.answerWith(500)
    await store.buy(PREMIUM)
    await store.simulator.settle()
    expect(log()[0]).toMatchObject({ is_delivered: false, attempts: [{ outcome: '500' }] })
    await store.simulator.advance({ seconds: 1 })
    expect(log()[0]).toMatchObject({ is_delivered: true, next_attempt_at: null })
    const [first, second] = (await readNotifications(store)).map(({ envelope }) => envelope)
    expect(second?.notificationUUID).toBe(first?.notificationUUID)
    expect(second?.signedDate).toBe(first?.signedDate)
    expect({ ...second, data: null }).toEqual({ ...first, data: null })
  })

  it('keeps Apple’s production schedule on the simulator’s clock, then gives up', async () => {
    store = await startStore()
    store.receiver.answerWith(...Array<number>(20).fill(503))
    await store.buy(PREMIUM)
    await store.simulator.settle()
    for (const wait of [1, 5, 30]) await store.simulator.advance({ seconds: wait })
    expect(log()[0]?.attempts).toHaveLength(4)
    for (const hours of [1, 12, 24, 48, 72]) await store.simulator.advance({ seconds: hours * HOUR })
    expect(log()[0]).toMatchObject({ is_delivered: false, next_attempt_at: null })
    expect(log()[0]?.attempts).toHaveLength(9)
  })

  it('tries once without retries, as the sandbox does, and can be told to send again', async () => {
    store = await startStore({ retries: false })
    store.receiver.answerWith(500)
    await store.buy(PREMIUM)
    await store.simulator.settle()
    await store.simulator.advance({ seconds: 100 * HOUR })
    expect(log()[0]).toMatchObject({ is_delivered: false, next_attempt_at: null, attempts: [{ outcome: '500' }] })
    const { json } = await store.post(`/control/notifications/${log()[0]?.notification_uuid}/resend`)
    expect(json).toMatchObject({ notifications: [{ is_delivered: true }] })
  })

  it('counts a redirect as a failure and any status from 200 to 206 as success', async () => {
    store = await startStore()
    store.receiver.answerWith(302, 206)
    await store.simulator.sendTestNotification()
    await store.simulator.sendTestNotification()
    expect(log().map(({ is_delivered }) => is_delivered)).toEqual([false, true])
  })

  it('survives a receiver that is away', async () => {
    store = await startStore({ notificationUrl: 'http://127.0.0.1:9/' })
    await store.buy(PREMIUM)
    await store.simulator.settle()
    expect(log()[0]).toMatchObject({ is_delivered: false, attempts: [{ outcome: 'no answer' }] })
  })

  it('sends a test notification without a transaction', async () => {
    store = await startStore()
    await store.post('/control/test-notification')
    const [test] = await readNotifications(store)
    expect(test).toMatchObject({ name: 'TEST', transaction: null, renewal: null })
    expect(test?.envelope.data).toEqual({ bundleId: 'com.example.tandem', bundleVersion: '1', environment: 'Sandbox' })
  })
})
