import type Stripe from 'stripe'
import type { PreviewChangeAnswer } from '../_shared/domain/billing-answers.ts'
import { toChangeAmounts } from '../_shared/domain/plan-change.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { type PlanChange, requireChange } from './require-change.ts'

/**
 * What a change of plan would charge, to the cent: Stripe computes it for the second that is given back as `proration_date`,
 * and charges for the same second. Changes nothing.
 */
export async function previewChange(
  user: SignedInUser,
  { plan_id }: { plan_id: string },
  deps: SyncDeps,
): Promise<PreviewChangeAnswer> {
  const change = await requireChange(user, plan_id, deps)
  const prorationDate = isProrated(change) ? change.now : null
  const charged = prorationDate === null ? null : await previewCharge(change, prorationDate, deps)
  const next = await previewInvoice(change, { proration_behavior: 'none' }, deps)
  const periodEnd = toIso(change.item.current_period_end)
  return {
    change: change.change,
    takes_effect: change.takes_effect,
    effective_at: change.takes_effect === 'now' ? toIso(change.now) : periodEnd,
    ...toChangeAmounts(charged, next),
    next_charge_at: periodEnd,
    currency: change.currency,
    proration_date: prorationDate,
  }
}

/** Nothing is charged or credited in a trial, nor for a change that waits for the end of what is paid. */
export function isProrated(change: PlanChange): boolean {
  return change.takes_effect === 'now' && change.change !== 'trial_switch'
}

function previewCharge(change: PlanChange, prorationDate: number, deps: SyncDeps): Promise<Stripe.Invoice> {
  return previewInvoice(change, { proration_behavior: 'always_invoice', proration_date: prorationDate }, deps)
}

function previewInvoice(
  { customer_id, subscription, item, price }: PlanChange,
  proration: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails,
  deps: SyncDeps,
): Promise<Stripe.Invoice> {
  return callStripe(deps, (stripe) =>
    stripe.invoices.createPreview({
      customer: customer_id,
      subscription: subscription.id,
      subscription_details: { items: [{ id: item.id, price }], ...proration },
    }),
  )
}

function toIso(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString()
}
