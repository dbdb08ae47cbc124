import type Stripe from 'stripe'
import { buildInvoiceLine } from './build-invoice-line.ts'
import { newId } from './new-id.ts'

export type InvoiceFacts = {
  customer: Stripe.Customer
  subscription: Stripe.Subscription
  reason: 'subscription_create' | 'subscription_cycle'
  /** What the invoice covers; a renewal names the period before it as its own. */
  period: { start: number; end: number }
  finalizesAt: number | null
  created: number
}

/** A draft; it gets its number and its payment when it is finalized. */
export function buildInvoice(facts: InvoiceFacts): Stripe.Invoice {
  const id = newId('in')
  const lines = facts.subscription.items.data.map((item) => buildInvoiceLine(id, facts.subscription, item))
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  return {
    ...unusedFields,
    ...describeCustomer(facts.customer),
    id,
    object: 'invoice',
    amount_due: total,
    amount_remaining: total,
    attempt_count: 0,
    attempted: false,
    auto_advance: facts.finalizesAt !== null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: facts.finalizesAt,
    billing_reason: facts.reason,
    collection_method: 'charge_automatically',
    created: facts.created,
    currency: facts.subscription.currency,
    issuer: { type: 'self' },
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    parent: {
      quote_details: null,
      subscription_details: { metadata: facts.subscription.metadata, subscription: facts.subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: facts.period.end,
    period_start: facts.period.start,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
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
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  last_finalization_error: null,
  latest_revision: null,
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  test_clock: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Stripe.Invoice>
