import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import type { World } from '../world.ts'
import { draftRenewal, renew } from './roll-over-subscription.ts'
import { settleInvoice } from './settle-balance.ts'
import type { AppliedDiscount } from './take-discounts.ts'

const daysBefore = 7
const draftSeconds = 3600

/** A week before the renewal; null when it was told already, or will not happen. */
export function renewalNoticeAt(world: World, subscription: Stripe.Subscription): number | null {
  if (subscription.status !== 'active' || subscription.cancel_at !== null) return null
  const end = periodEndOf(subscription)
  if (world.state.toldNotices[subscription.id]?.renewal === end) return null
  const begins = Math.max(...subscription.items.data.map((item) => item.current_period_start))
  return Math.max(end - daysBefore * 86_400, begins)
}

/** The one event whose object has no id: the invoice does not exist yet. */
export function foretellRenewal(world: World, subscription: Stripe.Subscription): void {
  const told = world.state.toldNotices[subscription.id]
  world.state.toldNotices[subscription.id] = { ...told, renewal: periodEndOf(subscription) }
  const { id: _id, ...invoice } = previewRenewal(world, subscription)
  emitEvent(world, 'invoice.upcoming', invoice)
}

export function previewRenewal(
  world: World,
  subscription: Stripe.Subscription,
  more: {
    waiting?: readonly Stripe.InvoiceItem[]
    discounts?: readonly AppliedDiscount[]
    prorationDate?: number | null
  } = {},
): Stripe.Invoice {
  const created = periodEndOf(subscription)
  const draft = draftRenewal(world, subscription, renew(world, subscription), {
    finalizesAt: created + draftSeconds,
    created,
    isPreview: true,
    ...more,
  })
  return settleInvoice(draft)
}

const periodEndOf = (subscription: Stripe.Subscription) =>
  Math.min(...subscription.items.data.map((item) => item.current_period_end))
