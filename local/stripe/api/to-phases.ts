import type Stripe from 'stripe'
import { addMonths } from '../clock/add-months.ts'
import { buildPhase } from '../objects/build-schedule.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { requireOnly } from './require-only.ts'
import { requirePrice } from './require-price.ts'
import { createInvalidRequestError, createUnsupportedError } from './stripe-api-error.ts'

type PhaseParams = NonNullable<Stripe.SubscriptionScheduleUpdateParams['phases']>[number]
type Phase = Stripe.SubscriptionSchedule.Phase

const supported = ['discounts', 'duration', 'end_date', 'items', 'proration_behavior', 'start_date', 'trial_end']

/**
 * All phases anew, the current one first: what is not sent again is lost, as at Stripe. The current one must stay as it is
 * and every phase must end together with a billing period; other plans are not simulated.
 */
export function toPhases(world: World, schedule: Stripe.SubscriptionSchedule, wanted: PhaseParams[]): Phase[] {
  const subscription = world.state.subscriptions[idOf(schedule.subscription) ?? '']
  const [item] = subscription?.items.data ?? []
  if (!subscription || !item) throw createInvalidRequestError('The schedule has no subscription any more.')
  const phases: Phase[] = []
  for (const [index, params] of wanted.entries()) {
    const start = phases.at(-1)?.end_date ?? item.current_period_start
    requireFollowing(params, index, start)
    phases.push(
      buildPhase({
        start,
        end: readEnd(params, index, start),
        currency: subscription.currency,
        items: toItems(world, params.items, `phases[${index}]`),
        discounts: readDiscounts(subscription, params.discounts, `phases[${index}]`),
        trialEnd: readTrialEnd(subscription, params.trial_end, `phases[${index}]`),
        prorationBehavior: params.proration_behavior,
      }),
    )
  }
  requireCurrent(phases[0], item)
  return phases
}

function requireFollowing(params: PhaseParams, index: number, start: number): void {
  requireOnly(params, supported, `phases[${index}]`)
  if (params.start_date === undefined && index > 0) return
  if (params.start_date === start) return
  const message =
    index === 0
      ? 'You can not modify the start date of the current phase.'
      : 'The phases must follow each other: each starts when the one before it ends.'
  throw createInvalidRequestError(message, { param: `phases[${index}][start_date]` })
}

function readEnd(params: PhaseParams, index: number, start: number): number {
  if (typeof params.end_date === 'number') return params.end_date
  const { duration } = params
  if (duration?.interval === 'month') return addMonths(start, duration.interval_count ?? 1)
  if (duration?.interval === 'year') return addMonths(start, (duration.interval_count ?? 1) * 12)
  throw createUnsupportedError(duration ? `phases[${index}][duration][interval]` : `phases[${index}] without an end`)
}

function toItems(world: World, items: PhaseParams['items'], param: string) {
  const [item, second] = items
  if (!item || second) throw createUnsupportedError(`${param}[items][1]`)
  requireOnly(item, ['price', 'quantity'], `${param}[items][0]`)
  const price = requirePrice(world, item.price ?? '', `${param}[items][0][price]`)
  return [{ price: price.id, quantity: item.quantity ?? 1 }]
}

/** Only what the subscription has may go on; what a phase does not name ends with it. */
function readDiscounts(subscription: Stripe.Subscription, wanted: PhaseParams['discounts'], param: string): string[] {
  return (Array.isArray(wanted) ? wanted : []).map(({ discount }, index) => {
    const has = subscription.discounts.some((each) => idOf(each) === discount)
    if (discount === undefined || !has) throw createUnsupportedError(`${param}[discounts][${index}]`)
    return discount
  })
}

function readTrialEnd(subscription: Stripe.Subscription, wanted: PhaseParams['trial_end'], param: string) {
  if (wanted === undefined || wanted === subscription.trial_end) return wanted ?? null
  throw createUnsupportedError(`${param}[trial_end]`)
}

function requireCurrent(phase: Phase | undefined, item: Stripe.SubscriptionItem): void {
  if (phase?.end_date !== item.current_period_end) throw createUnsupportedError('phases[0][end_date]')
  const [planned] = phase.items
  if (planned?.price === item.price.id && planned.quantity === (item.quantity ?? 1)) return
  throw createUnsupportedError('phases[0][items]')
}
