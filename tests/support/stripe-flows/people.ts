import type Stripe from 'stripe'
import { createUser } from '../act-as.ts'
import { advanceClock, type FlowTime, type PersonClock } from './create-flow-time.ts'
import type { Answer } from './create-functions.ts'
import type { Flow } from './set-up-flow.ts'

/** Somebody who is signed in, and what they do in the browser. */
export type Person = {
  id: string
  email: string
  /** Calls a route of `billing`. */
  call: (path: string, body?: object) => Promise<Answer>
  /** The same, where anything but 200 is a fault of the flow; gives back the body. */
  ask: (path: string, body?: object) => Promise<Answer['body']>
  customerId: () => Promise<string>
  /** Moves Stripe's clock of this person, and lets our webhook hear what fell due. Unix seconds. */
  moveTo: (moment: number) => Promise<void>
}

type Deps = Omit<Flow, 'signUp'> & {
  time: FlowTime
  clocks: Map<string, PersonClock | null>
  call: (userId: string, path: string, body: object) => Promise<Answer>
}

export function createPeople(deps: Deps): Flow['signUp'] {
  return async ({ clockStartsAt } = {}) => {
    const id = await createUser(deps.sql)
    const email = `${id}@example.com`
    const clock = clockStartsAt === undefined ? null : await linkClockedCustomer(deps, id, email, clockStartsAt)
    const call = (path: string, body: object = {}) => {
      deps.time.live(clock)
      return deps.call(id, path, body)
    }
    return {
      id,
      email,
      call,
      customerId: () => readCustomerId(deps, id),
      async ask(path, body) {
        const answer = await call(path, body)
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`)
        return answer.body
      },
      async moveTo(moment) {
        if (!clock) throw new Error('This person has no test clock: sign up with clockStartsAt')
        await advanceClock(deps.stripe, clock, moment, deps.account)
        await deps.hear()
      },
    }
  }
}

async function readCustomerId({ sql }: Deps, userId: string): Promise<string> {
  const [row] = await sql<{ customer_id: string }[]>`
    select customer_id from billing.customers where user_id = ${userId}`
  if (!row) throw new Error('This person is no customer of Stripe yet')
  return row.customer_id
}

/** Only the test puts a customer on a clock; the link to the user is the one that our function makes. */
async function linkClockedCustomer(deps: Deps, userId: string, email: string, startsAt: number): Promise<PersonClock> {
  const { stripe, clocks, connection } = deps
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: startsAt, name: 'Tandem flow' })
  const clock: PersonClock = { id, startsAt, now: startsAt, isToldByEvents: false }
  const customer = await stripe.customers.create({ email, test_clock: id, metadata: { user_id: userId } })
  await connection.call('billing.link_stripe_customer', [userId, customer.id])
  clocks.set(customer.id, clock)
  clock.isToldByEvents = await isToldByEvents(deps, customer, startsAt)
  return clock
}

/** Whether the account dates the events of a test clock by that clock: not documented, so it is looked at. */
async function isToldByEvents({ stripe, account }: Deps, customer: Stripe.Customer, startsAt: number) {
  for (;;) {
    const { data } = await stripe.events.list({ type: 'customer.created', created: { gte: startsAt }, limit: 100 })
    const event = data.find(({ data: { object } }) => (object as Stripe.Customer).id === customer.id)
    if (event) return Math.abs(event.created - Date.now() / 1000) > 300
    if (!account.isSandbox) throw new Error('The account tells no event of its own customer')
    await account.wait(2000)
  }
}
