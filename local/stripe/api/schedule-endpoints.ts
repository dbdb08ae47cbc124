import type Stripe from 'stripe'
import { releaseSchedule } from '../billing/close-schedule.ts'
import { endSubscription } from '../billing/end-subscription.ts'
import { endDiscounts } from '../billing/record-invoice.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildSchedule } from '../objects/build-schedule.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import {
  createInvalidRequestError,
  createMissingReferenceError,
  createNotFoundError,
  createUnsupportedError,
} from './stripe-api-error.ts'
import { toPhases } from './to-phases.ts'

export const scheduleEndpoints = [
  defineEndpoint<Stripe.SubscriptionScheduleCreateParams>({
    method: 'POST',
    path: '/v1/subscription_schedules',
    params: 'SubscriptionScheduleCreateParams',
    supports: ['from_subscription'],
    run: (world, params) => createSchedule(world, params.from_subscription),
  }),
  defineEndpoint<Stripe.SubscriptionScheduleRetrieveParams>({
    method: 'GET',
    path: '/v1/subscription_schedules/:id',
    params: 'SubscriptionScheduleRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireSchedule(world, id),
  }),
  defineEndpoint<Stripe.SubscriptionScheduleListParams>({
    method: 'GET',
    path: '/v1/subscription_schedules',
    params: 'SubscriptionScheduleListParams',
    supports: ['created', 'customer', 'ending_before', 'limit', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.subscriptionSchedules).filter(
        (schedule) => params.customer === undefined || idOf(schedule.customer) === params.customer,
      )
      return listPage('/v1/subscription_schedules', found, params)
    },
  }),
  defineEndpoint<Stripe.SubscriptionScheduleUpdateParams>({
    method: 'POST',
    path: '/v1/subscription_schedules/:id',
    params: 'SubscriptionScheduleUpdateParams',
    supports: ['end_behavior', 'metadata', 'phases', 'proration_behavior'],
    run(world, params, id) {
      const schedule = requireActive(requireSchedule(world, id))
      if (params.end_behavior === 'none' || params.end_behavior === 'renew')
        throw createUnsupportedError('end_behavior')
      const phases = params.phases ? toPhases(world, schedule, params.phases) : schedule.phases
      const [current] = phases
      changeObject(world, 'subscription_schedule.updated', schedule, {
        phases,
        metadata: mergeMetadata(schedule.metadata ?? {}, params.metadata),
        ...(params.end_behavior && { end_behavior: params.end_behavior }),
      })
      if (params.phases && current) dropDiscounts(world, schedule, current)
      return schedule
    },
  }),
  defineEndpoint<Stripe.SubscriptionScheduleReleaseParams>({
    method: 'POST',
    path: '/v1/subscription_schedules/:id/release',
    params: 'SubscriptionScheduleReleaseParams',
    supports: [],
    run(world, _params, id) {
      const schedule = requireActive(requireSchedule(world, id))
      releaseSchedule(world, schedule)
      return schedule
    },
  }),
  defineEndpoint<Stripe.SubscriptionScheduleCancelParams>({
    method: 'POST',
    path: '/v1/subscription_schedules/:id/cancel',
    params: 'SubscriptionScheduleCancelParams',
    supports: [],
    run(world, _params, id) {
      const schedule = requireActive(requireSchedule(world, id))
      const subscription = world.state.subscriptions[idOf(schedule.subscription) ?? '']
      if (subscription) endSubscription(world, subscription, 'cancellation_requested')
      return schedule
    },
  }),
]

/** Begins with one phase: what the subscription has now, until its period ends. */
function createSchedule(world: World, id: string | undefined): Stripe.SubscriptionSchedule {
  if (id === undefined) throw createUnsupportedError('a schedule without from_subscription')
  const subscription = world.state.subscriptions[id]
  if (!subscription) throw createMissingReferenceError('subscription', id, 'from_subscription')
  if (subscription.schedule !== null) {
    throw createInvalidRequestError(
      `You cannot migrate a subscription that is already attached to a schedule: \`${idOf(subscription.schedule)}\`.`,
      { param: 'from_subscription' },
    )
  }
  if (subscription.ended_at !== null || subscription.status === 'incomplete') {
    throw createInvalidRequestError(
      `You cannot migrate a subscription that is ${subscription.status}: only one that runs can be put on a schedule.`,
      { param: 'from_subscription' },
    )
  }
  const schedule = buildSchedule(subscription, readNow(world))
  world.state.subscriptionSchedules[schedule.id] = schedule
  emitEvent(world, 'subscription_schedule.created', schedule)
  changeObject(world, 'customer.subscription.updated', subscription, { schedule: schedule.id })
  return schedule
}

/** The current phase was sent anew: a discount that it does not name is lost. */
function dropDiscounts(
  world: World,
  schedule: Stripe.SubscriptionSchedule,
  current: Stripe.SubscriptionSchedule.Phase,
): void {
  const subscription = world.state.subscriptions[idOf(schedule.subscription) ?? '']
  if (!subscription) return
  const kept = current.discounts.map(({ discount }) => idOf(discount))
  const ids = subscription.discounts.map((discount) => idOf(discount) ?? '')
  endDiscounts(
    world,
    subscription,
    ids.filter((id) => !kept.includes(id)),
  )
}

function requireActive(schedule: Stripe.SubscriptionSchedule): Stripe.SubscriptionSchedule {
  if (schedule.status === 'active') return schedule
  throw createInvalidRequestError(
    `You cannot change a subscription schedule that is currently in the \`${schedule.status}\` status: it must be active.`,
  )
}

function requireSchedule(world: World, id: string): Stripe.SubscriptionSchedule {
  const schedule = world.state.subscriptionSchedules[id]
  if (!schedule) throw createNotFoundError('subscription schedule', id)
  return schedule
}
