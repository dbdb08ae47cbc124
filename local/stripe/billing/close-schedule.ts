import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import type { SimulatorState } from '../state/simulator-state.ts'
import { readNow, type World } from '../world.ts'

export const scheduleOf = (
  state: SimulatorState,
  subscription: Stripe.Subscription,
): Stripe.SubscriptionSchedule | null => state.subscriptionSchedules[idOf(subscription.schedule) ?? ''] ?? null

/** The subscription has ended, or its last phase was to be its last. */
export function closeSchedule(
  world: World,
  schedule: Stripe.SubscriptionSchedule,
  status: 'canceled' | 'completed',
): void {
  const now = readNow(world)
  Object.assign(schedule, {
    status,
    current_phase: null,
    ...(status === 'canceled' ? { canceled_at: now } : { completed_at: now }),
  })
  emitEvent(world, `subscription_schedule.${status}`, schedule)
}

/** The subscription goes on by itself, with what it has now. */
export function releaseSchedule(world: World, schedule: Stripe.SubscriptionSchedule): void {
  const subscription = world.state.subscriptions[idOf(schedule.subscription) ?? '']
  Object.assign(schedule, {
    status: 'released',
    current_phase: null,
    released_at: readNow(world),
    released_subscription: subscription?.id ?? null,
    subscription: null,
  })
  emitEvent(world, 'subscription_schedule.released', schedule)
  if (subscription) changeObject(world, 'customer.subscription.updated', subscription, { schedule: null })
}
