import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../../support/act-as.ts'
import { openTestDatabase } from '../../support/open-test-database.ts'
import { type Arrival, arrange, arrivals } from '../histories/arrival.ts'
import { createMoneyCourier, type MoneyCourier } from './money-courier.ts'
import type { Identity } from './money-delivery.ts'
import { type MoneyHistory, moneyHistories, playMoneyHistory } from './money-history.ts'
import { readMoneyEnd } from './read-money-end.ts'

const patience = 120_000
const sql = openTestDatabase({ maxConnections: 8 })
let courier: MoneyCourier
beforeAll(() => {
  courier = createMoneyCourier(sql)
})

async function bear({ link }: MoneyHistory): Promise<Identity> {
  const identity = { userId: await createUser(sql), suffix: randomUUID().slice(0, 13), link }
  if (link === 'early') await sql`select billing.link_stripe_customer(${identity.userId}, ${`cus_${identity.suffix}`})`
  return identity
}

/** The rows that a history leaves with a fresh user; in order when no arrival is given. */
async function live(history: MoneyHistory, arrival?: Arrival, prefix?: number) {
  const identity = await bear(history)
  const story = playMoneyHistory(history, identity).slice(0, prefix)
  if (arrival) await courier.sendAtOnce(arrange(story, arrival), story, identity)
  else await courier.sendInOrder(story, identity)
  return readMoneyEnd(sql, identity)
}

/** Checks many cases at once, so that the connections are never idle; shrinks to one. */
async function always<Case>(cases: fc.Arbitrary<Case>, rounds: number, check: (one: Case) => Promise<void>) {
  const batches = fc.noBias(fc.array(cases, { minLength: 1, maxLength: 12, size: 'max' }))
  const property = fc.asyncProperty(batches, async (batch) => {
    await Promise.all(batch.map(check))
  })
  await fc.assert(property, {
    numRuns: rounds,
    interruptAfterTimeLimit: 90_000,
    markInterruptAsFailure: true,
    endOnFailure: true,
  })
}

describe('the money of one customer, told shuffled, repeated and over eight connections at once', () => {
  it('ends in the rows of its own order', { timeout: patience }, async () => {
    const cases = fc.record({ life: moneyHistories({ maxSteps: 20 }), arrivals: fc.tuple(arrivals, arrivals) })
    const endsInOrder = async ({ life, arrivals: [one, other] }: { life: MoneyHistory; arrivals: Arrival[] }) => {
      const [inOrder, ...shuffled] = await Promise.all([live(life), live(life, one), live(life, other)])
      for (const end of shuffled) expect(end).toEqual(inOrder)
    }
    // Lives are of any length: whoever draws short ones draws more of them.
    while (courier.counts.delivered < 4_500) await always(cases, 3, endsInOrder)
  })

  it('is the same at each moment on its way', { timeout: patience }, async () => {
    const cases = fc.record({ life: moneyHistories({ maxSteps: 4 }), arrival: arrivals })
    await always(cases, 6, async ({ life, arrival }) => {
      const { length } = playMoneyHistory(life, { userId: '', suffix: '', link: life.link })
      for (let prefix = 1; prefix <= length; prefix++) {
        const [inOrder, shuffled] = await Promise.all([live(life, undefined, prefix), live(life, arrival, prefix)])
        expect(shuffled).toEqual(inOrder)
      }
    })
  })

  it('leaves no event owed, and this took thousands of deliveries and some ties', () => {
    expect(courier.counts.delivered).toBeGreaterThanOrEqual(4_500)
    expect(courier.counts.ties).toBeGreaterThan(0)
  })
})
