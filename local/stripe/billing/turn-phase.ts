import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { buildPlan } from '../objects/build-price.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { closeSchedule, releaseSchedule, scheduleOf } from './close-schedule.ts'
import { endSubscription } from './end-subscription.ts'

/** The items as they will be after the current period: those of the next phase, if it begins then. */
export function readScheduledItems(world: World, subscription: Stripe.Subscription): Stripe.SubscriptionItem[] {
  const planned = readTurn(world, subscription)?.next?.items
  if (!planned) return subscription.items.data
  return subscription.items.data.map((item, index) => {
    const price = world.state.prices[idOf(planned[index]?.price as string) ?? ''] ?? item.price
    return { ...item, price, plan: buildPlan(price), quantity: planned[index]?.quantity ?? 1 }
  })
}

/** Those that go on into the next period; a phase takes along only the discounts that it names. */
export function readScheduledDiscounts(world: World, subscription: Stripe.Subscription): (string | Stripe.Discount)[] {
  const planned = readTurn(world, subscription)?.next?.discounts
  if (!planned) return subscription.discounts
  return subscription.discounts.filter((each) => planned.some(({ discount }) => idOf(discount) === idOf(each)))
}

/** After the period has turned: the next phase is the current one, or the plan is at its end. */
export function turnScheduledPhase(world: World, subscription: Stripe.Subscription): void {
  const [item] = subscription.items.data
  const schedule = scheduleOf(world.state, subscription)
  if (!schedule?.current_phase || schedule.current_phase.end_date > (item?.current_period_start ?? 0)) return
  const next = findNextPhase(schedule)
  if (!next) {
    releaseSchedule(world, schedule)
    return
  }
  changeObject(world, 'subscription_schedule.updated', schedule, {
    current_phase: { start_date: next.start_date, end_date: next.end_date },
  })
}

/** Whether the plan says that the subscription ends with its current period. */
export function endsWithSchedule(world: World, subscription: Stripe.Subscription): boolean {
  const turn = readTurn(world, subscription)
  return turn !== null && turn.next === null && turn.schedule.end_behavior === 'cancel'
}

export function completeSchedule(world: World, subscription: Stripe.Subscription): void {
  const schedule = scheduleOf(world.state, subscription)
  if (schedule) closeSchedule(world, schedule, 'completed')
  endSubscription(world, subscription, null)
}

/** Null unless a phase ends together with the period. */
function readTurn(world: World, subscription: Stripe.Subscription) {
  const [item] = subscription.items.data
  const schedule = scheduleOf(world.state, subscription)
  if (!schedule?.current_phase || schedule.current_phase.end_date > (item?.current_period_end ?? 0)) return null
  return { schedule, next: findNextPhase(schedule) }
}

function findNextPhase(schedule: Stripe.SubscriptionSchedule): Stripe.SubscriptionSchedule.Phase | null {
  const end = schedule.current_phase?.end_date
  return schedule.phases.find((phase) => phase.start_date === end) ?? null
}
