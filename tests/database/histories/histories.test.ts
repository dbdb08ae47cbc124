import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { arrivals } from './arrival.ts'
import { bestOfBoth } from './best-of-both.ts'
import { createCourier } from './create-courier.ts'
import {
  appStoreHistories,
  type History,
  histories,
  onlyAppStore,
  onlyStripe,
  playHistory,
  stripeHistories,
} from './history.ts'
import { bear, live, type World } from './live.ts'

const patience = 120_000
let database: TestDatabase
let world: World

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 8 })
  world = { sql: database.sql, courier: createCourier(database.sql) }
})
afterAll(() => database.close())

/** Checks many cases at once, so that the connections are never idle; shrinks to one. */
async function always<Case>(cases: fc.Arbitrary<Case>, rounds: number, check: (one: Case) => Promise<void>) {
  // Without bias: fast-check would begin with batches of one and lives of nothing.
  const batches = fc.noBias(fc.array(cases, { minLength: 1, maxLength: 12, size: 'max' }))
  const property = fc.asyncProperty(batches, async (batch) => {
    await Promise.all(batch.map(check))
  })
  await fc.assert(property, { numRuns: rounds, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true })
}

const lengthOf = (history: History) => playHistory(history, { userId: '', suffix: '' }).length
const shuffled = <Life>(life: fc.Arbitrary<Life>) => fc.record({ life, arrivals: fc.tuple(arrivals, arrivals) })

async function expectOneEnd(history: History, ways: Parameters<typeof live>[2][], prefix?: number) {
  const [inOrder, ...others] = await Promise.all([
    live(world, history, { prefix }),
    ...ways.map((way) => live(world, history, { ...way, prefix })),
  ])
  for (const other of others) expect(other).toEqual(inOrder)
}

describe('a history that arrives shuffled, repeated and over eight connections at once', () => {
  it('of Stripe ends in the rows of its own order', { timeout: patience }, async () => {
    await always(shuffled(stripeHistories({ maxSteps: 16 })), 20, async ({ life, arrivals }) => {
      await expectOneEnd(
        onlyStripe({ stripe: life }),
        arrivals.map((arrival) => ({ arrival })),
      )
    })
  })

  it('of the App Store ends in the rows of its own order', { timeout: patience }, async () => {
    await always(shuffled(appStoreHistories({ maxSteps: 16 })), 22, async ({ life, arrivals }) => {
      await expectOneEnd(
        onlyAppStore({ appStore: life }),
        arrivals.map((arrival) => ({ arrival })),
      )
    })
  })

  it('of both stores ends in the rows of its own order', { timeout: patience }, async () => {
    await always(shuffled(histories({ maxSteps: 10 })), 16, async ({ life, arrivals }) => {
      await expectOneEnd(
        life,
        arrivals.map((arrival) => ({ arrival })),
      )
    })
  })

  it('is the same at each moment on its way', { timeout: patience }, async () => {
    const cases = fc.record({ life: histories({ maxSteps: 5 }), arrival: arrivals })
    await always(cases, 13, async ({ life, arrival }) => {
      const prefixes = Array.from({ length: lengthOf(life) }, (_, index) => index + 1)
      await Promise.all(prefixes.map((prefix) => expectOneEnd(life, [{ arrival }], prefix)))
    })
  })
})

describe('a user of both stores', () => {
  it('has the best of what each store alone gives', { timeout: patience }, async () => {
    const cases = fc.record({ life: histories({ maxSteps: 8 }), arrival: arrivals })
    await always(cases, 20, async ({ life, arrival }) => {
      const [stripe, appStore, both] = await Promise.all([
        live(world, onlyStripe(life), {}),
        live(world, onlyAppStore(life), {}),
        live(world, life, { arrival }),
      ])
      const expected = bestOfBoth([stripe, appStore])
      expect(both.entitlements.map(({ entitlement }) => entitlement)).toEqual(
        expected.map(({ entitlement }) => entitlement),
      )
      for (const [index, { sources }] of expected.entries()) expect(sources).toContainEqual(both.entitlements[index])
    })
  })
})

describe('an event that arrives over all connections in the same moment', () => {
  it('has its effect once, and nobody waits for another or fails', { timeout: patience }, async () => {
    await always(histories({ maxSteps: 4 }), 28, async (life) => {
      const identity = await bear(world, life)
      const story = playHistory(life, identity)
      const copies = story.flatMap((delivery) => Array.from({ length: 8 }, () => delivery))
      const outcomes = await world.courier.sendAtOnce(copies, story)
      for (const index of story.keys()) {
        const effects = outcomes.slice(index * 8, index * 8 + 8).filter((outcome) => outcome !== 'duplicate')
        // Copies of an event that ties are all owed, until the first of them has been answered by Stripe.
        if (!effects.includes('reread')) expect(effects).toHaveLength(1)
      }
    })
  })
})

it('all this took at least twenty thousand deliveries', () => {
  expect(world.courier.delivered).toBeGreaterThanOrEqual(20_000)
})
