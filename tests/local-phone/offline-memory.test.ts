import { beforeEach, describe, expect, it } from 'vitest'
import { createOfflineStore } from '../../local/phone/client/data/create-offline-store.ts'
import { createRecall } from '../../local/phone/client/data/create-recall.ts'
import { decideRecall, type Recall, type Remembered } from '../../local/phone/client/data/offline-memory.ts'
import { ApiError, OfflineError, SignedOutError } from '../../local/phone/client/wire/api-error.ts'
import { ANN, BEN, buildEntitlements, PLANS } from './fake-api-data.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')
const MINUTE = 60_000
const DAY = 86_400_000

function createStorage(): Storage {
  const items = new Map<string, string>()
  return {
    length: 0,
    clear: () => items.clear(),
    key: () => null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

const RIGHTS = buildEntitlements('premium', {
  store: 'app_store',
  expires_at: '2026-12-21T08:00:00+00:00',
  will_renew: true,
})

describe('what the phone remembers', () => {
  const remembered: Remembered = {
    userId: ANN.id,
    answeredAt: NOON,
    seenAt: NOON + DAY,
    plans: PLANS,
    entitlements: RIGHTS,
    previews: [],
    lessons: {},
  }

  it.each<[string, Remembered | null, string | undefined, number, Recall]>([
    ['counts for who it was said to', remembered, ANN.id, NOON + DAY, 'usable'],
    ['counts for three days', remembered, ANN.id, NOON + 3 * DAY, 'usable'],
    ['counts no longer than three days', remembered, ANN.id, NOON + 3 * DAY + 1, 'too_old'],
    ['does not count for another user', remembered, BEN.id, NOON + DAY, 'nothing'],
    ['does not count when nobody is signed in', remembered, undefined, NOON + DAY, 'nothing'],
    ['is nothing before the first answer', null, ANN.id, NOON, 'nothing'],
    ['is nothing while no answer was about rights', { ...remembered, answeredAt: 0 }, ANN.id, NOON, 'nothing'],
    ['does not count when the clock went back to before the answer', remembered, ANN.id, NOON - DAY, 'clock_set_back'],
    ['does not count when the clock went back to after the answer', remembered, ANN.id, NOON + 1, 'clock_set_back'],
    ['counts when the clock was only put right', remembered, ANN.id, NOON + DAY - MINUTE, 'usable'],
  ])('%s', (_name, memory, userId, now, expected) => {
    expect(decideRecall(memory, userId, new Date(now))).toBe(expected)
  })
})

describe('the memory of the phone', () => {
  let userId: string | undefined
  let now: number
  let storage: Storage
  const openStore = () =>
    createOfflineStore(
      storage,
      () => userId,
      () => new Date(now),
    )

  beforeEach(() => {
    storage = createStorage()
    userId = ANN.id
    now = NOON
  })

  it('is kept over a restart', () => {
    openStore().keepRights(PLANS, RIGHTS)
    openStore().keepLesson('gears-for-two', 'Shift early.')
    expect(openStore().recall()).toMatchObject({
      is: 'usable',
      remembered: { entitlements: RIGHTS, lessons: { 'gears-for-two': 'Shift early.' } },
    })
  })

  it('cannot be made to last by setting the clock back again and again', () => {
    const store = openStore()
    store.keepRights(PLANS, RIGHTS)
    now = NOON + 2 * DAY
    expect(store.recall().is).toBe('usable')
    now = NOON + MINUTE
    expect(store.recall().is).toBe('clock_set_back')
    now = NOON + 3 * DAY + MINUTE
    expect(store.recall().is).toBe('too_old')
  })

  it('begins anew with the next user, and with the next answer', () => {
    const store = openStore()
    store.keepRights(PLANS, RIGHTS)
    store.keepLesson('gears-for-two', 'Shift early.')
    userId = BEN.id
    store.keepRights(PLANS, [])
    expect(store.recall().remembered).toMatchObject({ userId: BEN.id, entitlements: [], lessons: {} })
    userId = ANN.id
    expect(store.recall().is).toBe('nothing')
  })

  it('lets a lesson go that the server no longer hands out', () => {
    const store = openStore()
    store.keepRights(PLANS, RIGHTS)
    store.keepLesson('gears-for-two', 'Shift early.')
    store.keepLesson('gears-for-two', null)
    expect(store.recall().remembered?.lessons).toEqual({})
  })

  it('is nothing when it is damaged, and nothing after signing out', () => {
    openStore().keepRights(PLANS, RIGHTS)
    openStore().forget()
    expect(openStore().recall().is).toBe('nothing')
    storage.setItem('tandem.remembered', '{"userId"')
    expect(openStore().recall().is).toBe('nothing')
  })

  it.each([
    ['no connection', new OfflineError()],
    ['a server that fails', new ApiError(503, 'internal', 'Down')],
  ])('stands in for %s', async (_name, failure) => {
    const store = openStore()
    store.keepRights(PLANS, RIGHTS)
    const answer = createRecall(store)(
      () => Promise.reject(failure),
      ({ entitlements }) => entitlements.length,
    )
    expect(await answer).toBe(RIGHTS.length)
  })

  it.each([
    ['a refusal', new ApiError(403, 'forbidden', 'No')],
    ['a session that is over', new SignedOutError()],
  ])('does not stand in for %s', async (_name, failure) => {
    const store = openStore()
    store.keepRights(PLANS, RIGHTS)
    await expect(
      createRecall(store)(
        () => Promise.reject(failure),
        () => 'remembered',
      ),
    ).rejects.toBe(failure)
  })

  it.each([
    ['too old', 3 * DAY + 1, 'no answer for more than three days'],
    ['of a clock that was set back', -DAY, 'The clock of this phone was set back'],
  ])('says why it does not count when it is %s', async (_name, later, words) => {
    const store = openStore()
    store.keepRights(PLANS, RIGHTS)
    now = NOON + later
    await expect(
      createRecall(store)(
        () => Promise.reject(new OfflineError()),
        () => 'remembered',
      ),
    ).rejects.toThrow(words)
  })
})
