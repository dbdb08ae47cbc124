import type Stripe from 'stripe'
import { portalMark } from '../../supabase/functions/_shared/stripe/portal-mark.ts'
import type { Step } from './step.ts'

const subject = 'customer portal'

/** Cards, invoices, ending at the end of the period. Changing the plan is ours: it has a preview and a guard of its own. */
const features = {
  customer_update: { enabled: false },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: 'at_period_end', cancellation_reason: cancellationReasons() },
  subscription_update: { enabled: false },
} satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features

function cancellationReasons() {
  const options = ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'] as const
  return { enabled: true, options: [...options] }
}

/** A configuration of our own: the account's default one works only after somebody has saved it in the dashboard. */
export async function syncPortal(stripe: Stripe, returnUrl: string): Promise<Step> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 })
  const found = data.find(({ metadata }) => metadata?.made_by === portalMark.made_by)
  const wanted = { features, default_return_url: returnUrl }
  if (found && isInLine(found, returnUrl)) return { subject, outcome: 'unchanged' }
  if (found) await stripe.billingPortal.configurations.update(found.id, wanted)
  else await stripe.billingPortal.configurations.create({ ...wanted, metadata: portalMark })
  return { subject, outcome: found ? 'updated' : 'created' }
}

function isInLine({ features: has, default_return_url }: Stripe.BillingPortal.Configuration, returnUrl: string) {
  return (
    default_return_url === returnUrl &&
    !has.customer_update.enabled &&
    has.invoice_history.enabled &&
    has.payment_method_update.enabled &&
    has.subscription_cancel.enabled &&
    has.subscription_cancel.mode === 'at_period_end' &&
    !has.subscription_update.enabled
  )
}
