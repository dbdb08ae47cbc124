import type Stripe from 'stripe'
import type { Step } from './step.ts'

/** Wallets are only shown on domains that Stripe knows (https://docs.stripe.com/payments/payment-methods/pmd-registration). */
export async function syncPaymentDomain(stripe: Stripe, siteUrl: string): Promise<Step> {
  const domain = new URL(siteUrl).hostname
  const subject = `payment method domain ${domain}`
  const { data } = await stripe.paymentMethodDomains.list({ domain_name: domain, limit: 1 })
  const [found] = data
  if (!found) {
    const made = await stripe.paymentMethodDomains.create({ domain_name: domain })
    return { subject, outcome: 'created', note: noteOn(made) }
  }
  if (found.enabled) return { subject, outcome: 'unchanged', note: noteOn(found) }
  const enabled = await stripe.paymentMethodDomains.update(found.id, { enabled: true })
  return { subject, outcome: 'updated', note: noteOn(enabled) }
}

function noteOn({ apple_pay }: Stripe.PaymentMethodDomain): string | undefined {
  if (apple_pay.status === 'active') return undefined
  return `Apple Pay is not active there: ${apple_pay.status_details?.error_message ?? 'no reason given'}`
}
