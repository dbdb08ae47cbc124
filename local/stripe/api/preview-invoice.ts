import type Stripe from 'stripe'
import { draftInvoice } from '../billing/draft-invoice.ts'
import { findPendingItems } from '../billing/find-debits.ts'
import { previewRenewal } from '../billing/foretell-renewal.ts'
import { planChange } from '../billing/plan-change.ts'
import { settleInvoice } from '../billing/settle-balance.ts'
import type { AppliedDiscount } from '../billing/take-discounts.ts'
import { idOf } from '../objects/find-object.ts'
import { newId } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { previewFirstInvoice } from './preview-first-invoice.ts'
import { requireOnly } from './require-only.ts'
import { createMissingReferenceError, createUnsupportedError, StripeApiError } from './stripe-api-error.ts'
import { toChangeRequest } from './to-change-request.ts'
import { toRedemptions } from './to-redemptions.ts'

type PreviewParams = Stripe.InvoiceCreatePreviewParams
type Details = NonNullable<PreviewParams['subscription_details']>

/** What a change, or the next renewal, would bill; nothing is kept and nobody is told. */
export function previewInvoice(world: World, params: PreviewParams): Stripe.Invoice {
  if (params.preview_mode === 'recurring') throw createUnsupportedError('preview_mode')
  requireSupported(params.subscription_details ?? {}, params.subscription !== undefined)
  const discounts = readDiscounts(world, params)
  if (params.subscription === undefined) return previewFirstInvoice(world, params, discounts ?? [])
  const subscription = world.state.subscriptions[params.subscription]
  if (!subscription) throw createMissingReferenceError('subscription', params.subscription, 'subscription')
  if (subscription.ended_at !== null) throw createNothingUpcomingError(subscription)
  return previewChange(world, subscription, params.subscription_details ?? {}, discounts)
}

function previewChange(
  world: World,
  subscription: Stripe.Subscription,
  details: Details,
  discounts: AppliedDiscount[] | undefined,
): Stripe.Invoice {
  const plan = planChange(world, subscription, toChangeRequest(world, subscription, details))
  const changed = { ...subscription, ...plan.changes }
  const items = [...findPendingItems(world.state, subscription.id), ...plan.prorations]
  const prorationDate = plan.prorations.length > 0 ? (details.proration_date ?? readNow(world)) : null
  if (!plan.invoicesNow) {
    if (subscription.cancel_at !== null && items.length === 0) throw createNothingUpcomingError(subscription)
    return previewRenewal(world, changed, { waiting: items, prorationDate, ...(discounts && { discounts }) })
  }
  const [item] = subscription.items.data
  return settleInvoice(
    draftInvoice(world, changed, {
      reason: 'subscription_update',
      lines: plan.lines,
      items,
      period: { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 },
      finalizesAt: null,
      isPreview: true,
      prorationDate,
      ...(discounts && { discounts }),
    }),
  )
}

/** It ends before it would be billed again. */
function createNothingUpcomingError(subscription: Stripe.Subscription): StripeApiError {
  return new StripeApiError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${idOf(subscription.customer)}`,
  })
}

const ofChange: readonly string[] = [
  'items',
  'proration_behavior',
  'proration_date',
  'trial_end',
  'billing_cycle_anchor',
]

function requireSupported(details: Details, isChange: boolean): void {
  const supported = isChange ? ofChange : ['items', 'trial_end']
  requireOnly(details, supported, 'subscription_details')
}

/** Undefined: those that the subscription has. */
function readDiscounts(world: World, params: PreviewParams): AppliedDiscount[] | undefined {
  if (params.discounts === undefined) return undefined
  const owner = params.customer ?? idOf(world.state.subscriptions[params.subscription ?? '']?.customer)
  const customer = world.state.customers[owner ?? ''] ?? null
  return toRedemptions(world, customer, params.discounts).map(({ coupon }) => ({ id: newId('di'), coupon }))
}
