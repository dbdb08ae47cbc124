import type Stripe from 'stripe'
import { createInvalidRequestError, createUnsupportedError } from '../api/stripe-api-error.ts'
import { nextPeriodEnd } from '../clock/next-period-end.ts'
import type { InvoiceLineFacts } from '../objects/build-invoice-line.ts'
import { buildPlan } from '../objects/build-price.ts'
import { readNow, type World } from '../world.ts'
import { describePeriod } from './describe-lines.ts'
import { createCredits, createDebit } from './prorate-item.ts'

export type ProrationBehavior = 'always_invoice' | 'create_prorations' | 'none'

export type ChangeRequest = {
  /** Null: as it is. */
  price: Stripe.Price | null
  quantity: number | null
  anchorsNow: boolean
  trialEnd: number | 'now' | null
  prorationBehavior: ProrationBehavior
  /** Null: now. */
  prorationDate: number | null
}

/** What a change comes to; nothing is done yet. The preview shows it, the update carries it out. */
export type ChangePlan = {
  changes: Partial<Stripe.Subscription>
  /** They are on the invoice of the change, or wait for the next one. */
  prorations: Stripe.InvoiceItem[]
  /** The periods that begin with the change. */
  lines: InvoiceLineFacts[]
  invoicesNow: boolean
}

const unchanged: ChangePlan = { changes: {}, prorations: [], lines: [], invoicesNow: false }

export function planChange(world: World, subscription: Stripe.Subscription, request: ChangeRequest): ChangePlan {
  const [item] = subscription.items.data
  if (!item) return unchanged
  const now = readNow(world)
  const price = request.price ?? item.price
  const wanted = { ...item, price, plan: buildPlan(price), quantity: request.quantity ?? item.quantity }
  if (subscription.status === 'trialing') {
    const endsNow = request.trialEnd === 'now' || (request.trialEnd !== null && request.trialEnd <= now)
    if (!endsNow) return planWithinTrial(subscription, wanted, request)
    const begun = planNewPeriod(world, subscription, wanted)
    return { ...begun, changes: { ...begun.changes, status: 'active', trial_end: now } }
  }
  if (typeof request.trialEnd === 'number') throw createUnsupportedError('trial_end')
  if (request.anchorsNow) {
    const prorations = request.prorationBehavior === 'none' ? [] : createCredits(world, subscription, item, now)
    return { ...planNewPeriod(world, subscription, wanted), prorations }
  }
  if (price.id === item.price.id && wanted.quantity === item.quantity) return unchanged
  return planWithinPeriod(world, subscription, { item, wanted }, request)
}

/** Nothing was paid for the time of the trial, so nothing is credited and nothing is charged. */
function planWithinTrial(
  subscription: Stripe.Subscription,
  wanted: Stripe.SubscriptionItem,
  request: ChangeRequest,
): ChangePlan {
  const end = typeof request.trialEnd === 'number' ? request.trialEnd : (subscription.trial_end ?? 0)
  const items = replaceItem(subscription, { ...wanted, current_period_end: end })
  return { ...unchanged, changes: { items, billing_cycle_anchor: end, trial_end: end } }
}

function planNewPeriod(world: World, subscription: Stripe.Subscription, wanted: Stripe.SubscriptionItem): ChangePlan {
  const now = readNow(world)
  const end = wanted.price.recurring ? nextPeriodEnd(now, wanted.price.recurring, now) : now
  const item = { ...wanted, current_period_start: now, current_period_end: end }
  return {
    changes: { items: replaceItem(subscription, item), billing_cycle_anchor: now },
    prorations: [],
    lines: [describePeriod(world.state, subscription, item)],
    invoicesNow: true,
  }
}

function planWithinPeriod(
  world: World,
  subscription: Stripe.Subscription,
  { item, wanted }: { item: Stripe.SubscriptionItem; wanted: Stripe.SubscriptionItem },
  request: ChangeRequest,
): ChangePlan {
  if (wanted.price.recurring?.interval !== item.price.recurring?.interval)
    throw createUnsupportedError('items[0][price]')
  const at = request.prorationDate ?? readNow(world)
  if (at < item.current_period_start || at > item.current_period_end) {
    throw createInvalidRequestError('Invalid proration_date: it must be within the current period.', {
      param: 'proration_date',
    })
  }
  const isProrated = request.prorationBehavior !== 'none' && at < item.current_period_end
  const prorations = isProrated
    ? [...createCredits(world, subscription, item, at), createDebit(world, subscription, wanted, at)]
    : []
  return {
    changes: { items: replaceItem(subscription, wanted) },
    prorations,
    lines: [],
    invoicesNow: request.prorationBehavior === 'always_invoice' && prorations.length > 0,
  }
}

const replaceItem = (subscription: Stripe.Subscription, item: Stripe.SubscriptionItem) => ({
  ...subscription.items,
  data: [item, ...subscription.items.data.slice(1)],
})
