import type { Sql } from 'postgres'
import type Stripe from 'stripe'
import { afterAll, beforeAll } from 'vitest'
import type { SoldPlan } from '../../../scripts/stripe-setup/read-plans.ts'
import { syncPrice } from '../../../scripts/stripe-setup/sync-price.ts'
import { syncProduct } from '../../../scripts/stripe-setup/sync-product.ts'
import { connect, type Database } from '../../../supabase/functions/_shared/database/connect.ts'
import { createStripeClient } from '../../../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { serveFetch } from '../serve-fetch.ts'
import { createTestDatabase } from '../test-database.ts'
import { createCourier } from './create-courier.ts'
import { createFlowTime, type PersonClock } from './create-flow-time.ts'
import { createFunctions } from './create-functions.ts'
import { type FlowAccount, openAccount } from './open-account.ts'
import { createPeople, type Person } from './people.ts'

export type Flow = {
  /** As staff in the dashboard, and as the bank behind a card. */
  stripe: Stripe
  sql: Sql
  connection: Database
  account: FlowAccount
  signUp: (options?: { clockStartsAt?: number }) => Promise<Person>
  /** Lets our webhook hear what has happened; gives back the types of the events. */
  hear: () => Promise<string[]>
  /** Hears until the check holds: Stripe's events come when they come. The simulator's are all there at once. */
  eventually: <T>(check: () => Promise<T>) => Promise<T>
}

const patienceMs = 90_000
const pauseMs = 3000

/** Real Postgres, our functions, and Stripe behind them; one of each for a test file. */
export function setUpFlow(): () => Flow {
  let flow: Flow
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    flow = await openFlow(closing)
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => flow
}

async function openFlow(closing: (() => Promise<void>)[]): Promise<Flow> {
  const database = await createTestDatabase()
  const connection = connect(database.url)
  const account = await openAccount()
  const time = createFlowTime(account)
  const served = await serveFetch(async (request) => time.date(await account.fetch(request)))
  closing.push(database.close, account.close, served.close, connection.close)
  await database.sql`update billing.settings set sandbox_serves = 'anybody'`

  const stripe = createStripeClient({ secretKey: account.secretKey, apiUrl: served.url })
  const secret = 'whsec_local'
  const wait = (milliseconds: number) => time.wait(stripe, milliseconds)
  if (account.isSandbox) await stockSandbox(stripe, database.sql)
  const functions = createFunctions({ stripe, database: connection, wait, secret })
  const clocks = new Map<string, PersonClock | null>()
  const clockTimes = () => [...clocks.values()].flatMap((clock) => (clock ? [clock.startsAt] : []))
  closing.push(() => removeClocks(account, stripe, [...clocks.values()]))
  const beganAt = Math.floor(Date.now() / 1000) - 5
  const courier = createCourier({
    stripe,
    webhook: functions.webhook,
    secret,
    since: () => Math.min(beganAt, ...clockTimes()),
    isOurs: (customerId) => clocks.has(customerId),
    onDelivery: (_event, customerId) => time.live(clocks.get(customerId) ?? null),
  })
  const hear = async () => {
    const rows = await database.sql<{ customer_id: string }[]>`select customer_id from billing.customers`
    for (const { customer_id } of rows) if (!clocks.has(customer_id)) clocks.set(customer_id, null)
    return courier.hear()
  }
  const eventually: Flow['eventually'] = async (check) => {
    for (const deadline = Date.now() + patienceMs; ; ) {
      await hear()
      try {
        return await check()
      } catch (error) {
        if (!account.isSandbox || Date.now() > deadline) throw error
        await account.wait(pauseMs)
      }
    }
  }
  const shared = { stripe, sql: database.sql, connection, account, hear, eventually }
  const signUp = createPeople({ ...shared, time, clocks, call: functions.call })
  return { ...shared, signUp }
}

/** The simulator has them from the start. */
async function stockSandbox(stripe: Stripe, sql: Sql): Promise<void> {
  for (const plan of await sql<SoldPlan[]>`select * from public.plans order by rank`) {
    await syncProduct(stripe, plan)
    await syncPrice(stripe, plan)
  }
}

/** With a clock go its customers and their subscriptions; Stripe keeps only so many clocks. */
async function removeClocks(account: FlowAccount, stripe: Stripe, clocks: (PersonClock | null)[]): Promise<void> {
  if (!account.isSandbox) return
  for (const clock of clocks) if (clock) await stripe.testHelpers.testClocks.del(clock.id)
}
