import { z } from 'zod'
import { toKnownStatus } from '../../domain/stripe-words.ts'
import { environmentSchema, idSchema, timeSchema, userIdSchema } from '../stripe-values.ts'

const lineSchema = z.object({
  period: z.object({ start: z.number(), end: z.number() }),
  parent: z.object({ type: z.string() }).nullable(),
})

/** The fields of an invoice that we rely on. Since 2025-03-31 (basil) its subscription is under `parent`. */
const invoiceSchema = z.object({
  id: z.string(),
  object: z.literal('invoice'),
  livemode: environmentSchema,
  customer: idSchema.nullable(),
  parent: z
    .object({ subscription_details: z.object({ subscription: idSchema, metadata: userIdSchema }).nullish() })
    .nullable(),
  number: z.string().nullable(),
  status: z.string(),
  billing_reason: z.string().nullable(),
  amount_due: z.number(),
  amount_paid: z.number(),
  amount_remaining: z.number(),
  currency: z.string(),
  created: timeSchema,
  status_transitions: z.object({ paid_at: timeSchema.nullable() }),
  lines: z.object({ data: z.array(lineSchema) }),
  hosted_invoice_url: z.string().nullish(),
  invoice_pdf: z.string().nullish(),
  attempt_count: z.number(),
  next_payment_attempt: timeSchema.nullable(),
})
type Invoice = z.infer<typeof invoiceSchema>

/** An invoice as the database takes it; throws `ZodError` for another shape, `UnknownStoreValueError` for a new status. */
export function toInvoiceFact(input: unknown) {
  const invoice = invoiceSchema.parse(input)
  const details = invoice.parent?.subscription_details
  return {
    environment: invoice.livemode,
    invoice_id: invoice.id,
    store_customer_id: invoice.customer,
    user_id: details?.metadata ?? null,
    store_subscription_id: details?.subscription ?? null,
    number: invoice.number,
    status: toKnownStatus('invoice', invoice.status),
    billing_reason: invoice.billing_reason,
    amount_due: invoice.amount_due,
    amount_paid: invoice.amount_paid,
    amount_remaining: invoice.amount_remaining,
    currency: invoice.currency,
    created_at: invoice.created,
    paid_at: invoice.status_transitions.paid_at,
    ...toPeriod(invoice),
    hosted_url: invoice.hosted_invoice_url ?? null,
    pdf_url: invoice.invoice_pdf ?? null,
    attempt_count: invoice.attempt_count,
    next_attempt_at: invoice.next_payment_attempt,
  }
}

/** The time it is for: of its lines for a subscription the one that ends last. A renewal's own period is the one before. */
function toPeriod(invoice: Invoice) {
  const periods = invoice.lines.data
    .filter((line) => line.parent?.type === 'subscription_item_details')
    .map((line) => line.period)
    .sort((one, other) => other.end - one.end || one.start - other.start)
  const [latest] = periods
  return {
    period_starts_at: latest ? timeSchema.parse(latest.start) : null,
    period_ends_at: latest ? timeSchema.parse(latest.end) : null,
  }
}
