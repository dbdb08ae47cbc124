import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, passDays, readSent, readSentNames } from './act-on-store.ts'
import { STANDARD, startStore, type TestStore } from './start-store.ts'

const NAMES = ['SUBSCRIBED/INITIAL_BUY', ...Array<string>(6).fill('DID_RENEW')]

describe('a network with faults', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore({ seed: 7 })
  })
  afterEach(() => store.close())

  const setFaults = (faults: object) => store.post('/control/faults', faults)
  const log = () => store.simulator.describe().notifications
  async function live(): Promise<void> {
    await store.buy(STANDARD)
    await store.post('/control/clock', { advance_months: 6 })
  }

  it('loses the next two for good', async () => {
    await setFaults({ drop: 2 })
    await live()
    expect(await readSentNames(store)).toEqual(NAMES.slice(2))
    expect(log()[0]).toMatchObject({ is_delivered: false, next_attempt_at: null, attempts: [{ outcome: 'lost' }] })
    await store.post('/control/clock', { advance_seconds: 7 * 86_400 })
    expect(await readSentNames(store)).toEqual(NAMES.slice(2))
  })

  it('sends what it lost when it is told to', async () => {
    await setFaults({ drop: 1 })
    await store.buy(STANDARD)
    await store.post(`/control/notifications/${log()[0]?.notification_uuid}/resend`)
    expect(await readSentNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY'])
  })

  it('sends one twice: the same notification, received both times', async () => {
    await setFaults({ double: 1 })
    await live()
    expect((await readSentNames(store)).sort()).toEqual([...NAMES, 'SUBSCRIBED/INITIAL_BUY'].sort())
    expect(log()[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['200', '200'])
  })

  it('holds everything back for some hours', async () => {
    await setFaults({ delay_hours: 5 })
    await store.buy(STANDARD)
    await store.post('/control/clock', { advance_seconds: 4 * 3600 })
    expect(await readSentNames(store)).toEqual([])
    await store.post('/control/clock', { advance_seconds: 3600 })
    expect(await readSentNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY'])
  })

  it('mixes the order, the same way for the same seed', async () => {
    const readOrder = async (seed: number) => {
      const other = await startStore({ seed })
      await other.post('/control/faults', { shuffle_hours: 24 })
      const { json } = await other.buy(STANDARD)
      for (const action of Array(5).fill(['cancel', 'resume']).flat()) await act(other, json.transaction_id, action)
      await passDays(other, 1)
      const sent = (await readSent(other)).map(({ envelope }) => envelope)
      await other.close()
      const inTime = sent.map(({ signedDate = 0 }) => signedDate).sort((a, b) => a - b)
      return {
        ranks: sent.map(({ signedDate = 0 }) => inTime.indexOf(signedDate)),
        ids: sent.map(({ notificationUUID }) => notificationUUID),
      }
    }
    const [one, same, another] = [await readOrder(1), await readOrder(1), await readOrder(2)]
    expect(one.ranks).toHaveLength(11)
    expect(one.ranks).not.toEqual([...one.ranks].sort((a, b) => a - b))
    expect(same).toEqual(one)
    expect(another.ids).not.toEqual(one.ids)
  })

  it('hides a receiver that answers, until the schedule gets through', async () => {
    await setFaults({ fail: 2, fail_status: 503 })
    await store.buy(STANDARD)
    for (const wait of [0, 1, 5]) await store.post('/control/clock', { advance_seconds: wait })
    expect(log()[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['503', '503', '200'])
    expect(await readSentNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY'])
  })

  it('has a share of faults, and none when it is set back', async () => {
    await setFaults({ drop: 0.5 })
    for (let test = 0; test < 60; test += 1) await store.simulator.sendTestNotification()
    const lost = log().filter(({ attempts }) => attempts[0]?.outcome === 'lost').length
    expect(lost).toBeGreaterThan(15)
    expect(lost).toBeLessThan(45)
    const { json } = await setFaults({ drop: 0 })
    expect(json).toMatchObject({ faults: { drop: 0, double: 0, delay_hours: 0, shuffle_hours: 0 } })
    await live()
    expect(await readSentNames(store)).toHaveLength(60 - lost + NAMES.length)
    expect((await setFaults({ drop: -1 })).json.code).toBe('invalid_input')
  })
})
