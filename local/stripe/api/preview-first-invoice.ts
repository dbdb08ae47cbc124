import type Stripe from 'stripe'
import { describePeriod, describeTrial } from '../billing/describe-lines.ts'
import { settleInvoice } from '../billing/settle-balance.ts'
import type { AppliedDiscount } from '../billing/take-discounts.ts'
import { buildCustomer } from '../objects/build-customer.ts'
import { buildInvoice } from '../objects/build-invoice.ts'
import { buildSubscription } from '../objects/build-subscription.ts'
import { readNow, type World } from '../world.ts'
import { createInvalidRequestError, createMissingReferenceError } from './stripe-api-error.ts'
import { readTrialEnd, toItem } from './to-subscription-facts.ts'

/** Of a subscription that does not exist yet, for a customer who may not exist yet either. */
export function previewFirstInvoice(
  world: World,
  params: Stripe.InvoiceCreatePreviewParams,
  discounts: readonly AppliedDiscount[],
): Stripe.Invoice {
  const created = readNow(world)
  const customer = params.customer === undefined ? buildCustomer(created) : world.state.customers[params.customer]
  if (!customer) throw createMissingReferenceError('customer', params.customer ?? '', 'customer')
  const details = params.subscription_details ?? {}
  const subscription = buildSubscription({
    ...toItem(world, details.items),
    customer: customer.id,
    metadata: {},
    description: null,
    savePaymentMethod: 'off',
    trialEnd: readTrialEnd(world, details),
    defaultPaymentMethod: null,
    created,
  })
  requireCurrency(params.currency, subscription.currency)
  const describe = subscription.trial_end === null ? describePeriod : describeTrial
  const lines = subscription.items.data.map((item) => ({
    ...describe(world.state, subscription, item),
    subscription: null,
  }))
  const draft = buildInvoice({
    customer,
    subscription: null,
    reason: 'upcoming',
    currency: subscription.currency,
    lines,
    discounts,
    period: { start: created, end: created },
    finalizesAt: null,
    isPreview: true,
    created,
  })
  return settleInvoice(draft)
}

/** Needed by Stripe where there is no customer to have one; here a price has only its own. */
function requireCurrency(wanted: string | undefined, has: string): void {
  if (wanted === undefined || wanted === has) return
  throw createInvalidRequestError(`The price specified supports currencies of \`${has}\`.`, { param: 'currency' })
}
