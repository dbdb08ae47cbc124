import type Stripe from 'stripe'
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

/** Brings the account's default configuration in line, or makes the first one. */
export async function syncPortal(stripe: Stripe, returnUrl: string): Promise<Step> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 })
  const found = data.find((one) => one.is_default) ?? data.find((one) => one.metadata?.made_by === 'tandem')
  const wanted = { features, default_return_url: returnUrl }
  if (!found) {
    const made = await stripe.billingPortal.configurations.create({ ...wanted, metadata: { made_by: 'tandem' } })
    return { subject, outcome: 'created', note: noteOn(made) }
  }
  if (isInLine(found, returnUrl)) return { subject, outcome: 'unchanged', note: noteOn(found) }
  return {
    subject,
    outcome: 'updated',
    note: noteOn(await stripe.billingPortal.configurations.update(found.id, wanted)),
  }
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

/** Only the dashboard can make a configuration the default, by saving its page once. */
function noteOn({ is_default }: Stripe.BillingPortal.Configuration): string | undefined {
  return is_default
    ? undefined
    : 'not the default: press Save in Dashboard, Settings, Customer portal, and run this again'
}
