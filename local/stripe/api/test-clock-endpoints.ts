import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import { newId } from '../objects/new-id.ts'
import { deleteCustomer } from '../payments/delete-customer.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'

type TestClock = Stripe.TestHelpers.TestClock

const daySeconds = 86_400
const keptDays = 30

/** A time of its own for the customers that are made on it (https://docs.stripe.com/billing/testing/test-clocks). */
export const testClockEndpoints = [
  defineEndpoint<Stripe.TestHelpers.TestClockCreateParams>({
    method: 'POST',
    path: '/v1/test_helpers/test_clocks',
    params: 'TestHelpers.TestClockCreateParams',
    supports: ['frozen_time', 'name'],
    run(world, params) {
      const created = readNow(world)
      const clock: TestClock = {
        id: newId('clock'),
        object: 'test_helpers.test_clock',
        created,
        deletes_after: created + keptDays * daySeconds,
        frozen_time: params.frozen_time,
        livemode: false,
        name: params.name ?? null,
        status: 'ready',
        status_details: {},
      }
      world.state.testClocks[clock.id] = clock
      emitEvent(world, 'test_helpers.test_clock.created', clock)
      return clock
    },
  }),
  defineEndpoint<Stripe.TestHelpers.TestClockRetrieveParams>({
    method: 'GET',
    path: '/v1/test_helpers/test_clocks/:id',
    params: 'TestHelpers.TestClockRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireClock(world, id),
  }),
  defineEndpoint<Stripe.TestHelpers.TestClockListParams>({
    method: 'GET',
    path: '/v1/test_helpers/test_clocks',
    params: 'TestHelpers.TestClockListParams',
    supports: ['ending_before', 'limit', 'starting_after'],
    run: (world, params) => listPage('/v1/test_helpers/test_clocks', Object.values(world.state.testClocks), params),
  }),
  defineEndpoint<Stripe.TestHelpers.TestClockAdvanceParams>({
    method: 'POST',
    path: '/v1/test_helpers/test_clocks/:id/advance',
    params: 'TestHelpers.TestClockAdvanceParams',
    supports: ['frozen_time'],
    run(world, params, id) {
      const clock = requireClock(world, id)
      requireAhead(world, clock, params.frozen_time)
      // It arrives before the next request is answered, or with the next tick.
      Object.assign(clock, {
        status: 'advancing',
        status_details: { advancing: { target_frozen_time: params.frozen_time } },
      })
      emitEvent(world, 'test_helpers.test_clock.advancing', clock)
      return clock
    },
  }),
  defineEndpoint<Stripe.TestHelpers.TestClockDeleteParams>({
    method: 'DELETE',
    path: '/v1/test_helpers/test_clocks/:id',
    params: 'TestHelpers.TestClockDeleteParams',
    supports: [],
    run(world, _params, id) {
      const clock = requireClock(world, id)
      for (const customer of Object.values(world.state.customers).filter((each) => idOf(each.test_clock) === id)) {
        deleteCustomer(world, customer)
      }
      delete world.state.testClocks[id]
      emitEvent(world, 'test_helpers.test_clock.deleted', clock)
      return { id, object: 'test_helpers.test_clock', deleted: true }
    },
  }),
]

function requireAhead(world: World, clock: TestClock, target: number): void {
  if (clock.status !== 'ready') {
    throw createInvalidRequestError('The test clock is already advancing. Wait until it is ready.')
  }
  if (target <= clock.frozen_time) {
    throw createInvalidRequestError('The new frozen time must be after the current frozen time.', {
      param: 'frozen_time',
    })
  }
  const furthest = clock.frozen_time + 2 * shortestInterval(world, clock)
  if (target <= furthest) return
  throw createInvalidRequestError(
    'Cannot advance the test clock more than two intervals of its shortest subscription at a time.',
    { param: 'frozen_time' },
  )
}

/** A year when nothing is subscribed to. */
function shortestInterval(world: World, clock: TestClock): number {
  const items = Object.values(world.state.subscriptions)
    .filter((subscription) => idOf(subscription.test_clock) === clock.id && subscription.ended_at === null)
    .flatMap((subscription) => subscription.items.data)
  const lengths = { day: 1, week: 7, month: 31, year: 366 }
  return Math.min(...items.map((item) => lengths[item.price.recurring?.interval as 'month'] ?? 366), 366) * daySeconds
}

function requireClock(world: World, id: string): TestClock {
  const clock = world.state.testClocks[id]
  if (!clock) throw createNotFoundError('test clock', id)
  return clock
}
