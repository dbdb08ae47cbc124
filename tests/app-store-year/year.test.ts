import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAppStoreSimulator } from '../../local/app-store/create-app-store-simulator.ts'
import { openInAppPurchaseKey } from '../../local/in-app-purchase-key.ts'
import { setDatabaseTime, unlockDatabaseTime } from '../support/set-database-time.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { findDifferences, readPurchaseRows, readSubscriptionRows } from './compare.ts'
import { createCourier } from './create-courier.ts'
import { createPeople } from './create-people.ts'
import { createRandom } from './create-random.ts'
import { createServer } from './create-server.ts'
import { createShop } from './create-shop.ts'
import { findUnheard } from './find-unheard.ts'
import { HABITS } from './habits.ts'
import { liveYear } from './live-year.ts'
import { readAccessRows, readAccessTruth } from './read-access.ts'
import { readPurchaseTruth, readSubscriptionTruth } from './read-truth.ts'
import { tellStory } from './tell-story.ts'

// All of them live in `npm run app-store:year`; `npm test` has time for fewer.
const SUBSCRIBERS = Number(process.env.TANDEM_YEAR_SUBSCRIBERS ?? 300)
const SEED = Number(process.env.TANDEM_YEAR_SEED ?? 5)
const STARTS_AT = new Date('2026-12-01T00:00:00Z')
const BUNDLE_ID = 'com.example.tandem'
const APP_ID = 1234567890

const cleanUp: (() => Promise<unknown>)[] = []
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: STARTS_AT }))
afterEach(() => void vi.useRealTimers())
afterAll(async () => {
  for (const work of cleanUp.reverse()) await work()
})

/** An App Store, our functions and a database, all of them on one clock that moves when we say so. */
async function openWorld() {
  const database = await createTestDatabase()
  cleanUp.push(() => database.close())
  const { sql } = database
  await unlockDatabaseTime(sql)
  await setDatabaseTime(sql, STARTS_AT)
  const random = createRandom(SEED)
  const { issuerId, keyId, publicKeyPem, privateKeyPem } = openInAppPurchaseKey(null)
  const courier = createCourier(random, (body) => server.notify(body))
  const simulator = await createAppStoreSimulator({
    bundleId: BUNDLE_ID,
    environment: 'Production',
    appAppleId: APP_ID,
    notificationUrl: 'http://functions.test/',
    stateFile: null,
    serverApi: { issuerId, keyId, publicKeyPem },
    seed: SEED,
    fetch: courier.take,
  })
  cleanUp.push(() => simulator.close())
  const server = createServer({
    databaseUrl: database.url,
    sql,
    bundleId: BUNDLE_ID,
    appId: APP_ID,
    rootCertificate: simulator.rootCertificate,
    key: { issuerId, keyId, privateKey: privateKeyPem },
    fetch: async (input, init) => simulator.fetch(new Request(input, init)),
  })
  cleanUp.push(() => server.close())
  const people = await createPeople(sql, SUBSCRIBERS, random)
  const shop = createShop(simulator.fetch)
  async function moveTo(at: Date): Promise<void> {
    vi.setSystemTime(at)
    await setDatabaseTime(sql, at)
    await simulator.settle()
  }
  return {
    sql,
    simulator,
    courier,
    server,
    life: { world: { random, shop, server, people }, courier, moveTo, startsAt: STARTS_AT },
  }
}

test(`${SUBSCRIBERS} subscribers of the App Store live through a year of events, lost, doubled and shuffled; reconciliation leaves no difference`, async () => {
  const { sql, simulator, courier, server, life } = await openWorld()
  const tally = await measure('the year', () => liveYear(life))
  expect(courier.refusals).toEqual([])

  const compare = async () => {
    const subscriptions = readSubscriptionTruth(simulator.state, Date.now())
    const purchases = readPurchaseTruth(simulator.state)
    const access = readAccessTruth(subscriptions, purchases, Date.now())
    return {
      subscriptions: findDifferences(subscriptions, await readSubscriptionRows(sql)),
      purchases: findDifferences(purchases, await readPurchaseRows(sql)),
      access: findDifferences(access, await readAccessRows(sql)),
    }
  }
  const before = await compare()
  report({ subscribers: SUBSCRIBERS, ...courier.counts, tally, differencesBefore: before.subscriptions.length })
  // What was lost has left its marks, or this test shows nothing.
  expect(before.subscriptions.length).toBeGreaterThan(SUBSCRIBERS / 50)

  const answer = await measure('reconciliation', () => server.reconcile())
  await server.settle()
  report(answer)
  report(server.errors.slice(0, 8))
  expect(answer).toMatchObject({ is_complete: true })
  const after = await compare()
  for (const { id } of [...after.subscriptions, ...after.purchases].slice(0, 5))
    report(await tellStory(id, simulator.state, sql))
  expect(after).toEqual({ subscriptions: [], purchases: [], access: [] })
  expect(await findUnheard(simulator.state, sql)).toEqual([])
  expect(server.errors).toEqual([])
  expect(HABITS.map(({ name }) => name).filter((name) => !tally[name]?.done)).toEqual([])
  expect(await sql`select * from billing.app_store_tasks where done_at is null or outcome = 'failed'`).toEqual([])
}, 1_800_000)

async function measure<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [started, used] = [performance.now(), process.cpuUsage()]
  const result = await work()
  const { user, system } = process.cpuUsage(used)
  report({
    [name]: `${Math.round(performance.now() - started)} ms, of them ${Math.round((user + system) / 1000)} on the processor`,
  })
  return result
}

/** For who runs it by hand: `npm run app-store:year`. */
function report(facts: object): void {
  if (process.env.TANDEM_YEAR_SUBSCRIBERS) process.stdout.write(`${JSON.stringify(facts)}\n`)
}
