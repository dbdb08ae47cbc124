import { z } from 'zod'
import { environmentSchema, idSchema } from '../stripe-values.ts'

const invoicePaymentSchema = z.object({
  id: z.string(),
  object: z.literal('invoice_payment'),
  livemode: environmentSchema,
  invoice: idSchema,
  payment: z.object({ payment_intent: idSchema.nullish() }),
  status: z.string(),
})

/** Which payment paid which invoice: neither of the two names the other. Throws `ZodError` for another shape. */
export function toInvoicePaymentFact(input: unknown) {
  const payment = invoicePaymentSchema.parse(input)
  return {
    environment: payment.livemode,
    invoice_payment_id: payment.id,
    invoice_id: payment.invoice,
    payment_intent_id: payment.payment.payment_intent ?? null,
    status: payment.status,
  }
}
