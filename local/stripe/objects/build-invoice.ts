import type Stripe from 'stripe'
import { type AppliedDiscount, sumOf, takeDiscounts } from '../billing/take-discounts.ts'
import { buildInvoiceLine, type InvoiceLineFacts } from './build-invoice-line.ts'
import { newId } from './new-id.ts'

export type InvoiceFacts = {
  customer: Stripe.Customer
  /** Null: it bills nothing but single items. */
  subscription: Stripe.Subscription | null
  reason: Stripe.Invoice.BillingReason
  currency: string
  lines: readonly InvoiceLineFacts[]
  discounts: readonly AppliedDiscount[]
  /** What the invoice covers; a renewal names the period before it as its own. */
  period: { start: number; end: number }
  /** Null: it is finalized by whoever made it. */
  finalizesAt: number | null
  isPreview?: boolean
  /** Of a preview: as of when it prorates. */
  prorationDate?: number | null
  created: number
}

/** A draft; it gets its number and its payment when it is finalized. */
export function buildInvoice(facts: InvoiceFacts): Stripe.Invoice {
  const id = newId(facts.isPreview ? 'upcoming_in' : 'in')
  const lines = facts.lines.map((line) => buildInvoiceLine(id, line))
  const taken = takeDiscounts(lines, facts.discounts)
  const subtotal = sumOf(lines)
  const total = subtotal - sumOf(taken)
  return {
    ...unusedFields,
    ...describeCustomer(facts.customer),
    id,
    object: 'invoice',
    amount_due: Math.max(total, 0),
    amount_remaining: Math.max(total, 0),
    attempt_count: 0,
    attempted: false,
    auto_advance: facts.finalizesAt !== null,
    automatic_tax: describeInvoiceTax(facts.subscription?.automatic_tax.enabled ?? false),
    automatically_finalizes_at: facts.finalizesAt,
    billing_reason: facts.reason,
    collection_method: 'charge_automatically',
    created: facts.created,
    currency: facts.currency,
    discounts: facts.discounts.map(({ id: discount }) => discount),
    issuer: { type: 'self' },
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: facts.finalizesAt,
    parent: facts.subscription && describeParent(facts.subscription, facts.prorationDate ?? null),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: facts.period.end,
    period_start: facts.period.start,
    starting_balance: facts.customer.balance,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: facts.customer.test_clock ?? null,
    total,
    total_discount_amounts: taken,
    total_excluding_tax: total,
  }
}

function describeParent(subscription: Stripe.Subscription, prorationDate: number | null): Stripe.Invoice.Parent {
  return {
    quote_details: null,
    subscription_details: {
      metadata: subscription.metadata,
      subscription: subscription.id,
      ...(prorationDate !== null && { subscription_proration_date: prorationDate }),
    },
    type: 'subscription_details',
  }
}

/** No tax is computed: what is switched on is found to be nothing. */
function describeInvoiceTax(enabled: boolean): Stripe.Invoice.AutomaticTax {
  return {
    disabled_reason: null,
    enabled,
    liability: enabled ? { type: 'self' } : null,
    provider: enabled ? 'stripe' : null,
    status: enabled ? 'complete' : null,
  }
}

function describeCustomer(customer: Stripe.Customer) {
  return {
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: 'none' as const,
    customer_tax_ids: [],
  }
}

// Stripe sends these with every invoice; the flows here leave them as they are or fill them in later.
const unusedFields = {
  account_country: 'SG',
  account_name: 'Tandem (simulated)',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  custom_fields: null,
  customer_account: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  last_finalization_error: null,
  latest_revision: null,
  number: null,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Stripe.Invoice>
