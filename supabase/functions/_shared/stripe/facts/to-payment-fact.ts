import { z } from 'zod'
import { toKnownStatus } from '../../domain/stripe-words.ts'
import { environmentSchema, idSchema, timeSchema, userIdSchema } from '../stripe-values.ts'

const paymentSchema = z.object({
  id: z.string(),
  object: z.literal('payment_intent'),
  livemode: environmentSchema,
  customer: idSchema.nullable(),
  metadata: z.record(z.string(), z.string()),
  amount: z.number(),
  currency: z.string(),
  status: z.string(),
  created: timeSchema,
})

/** A payment for something bought once; null for the payment of an invoice, which the invoice tells. */
export function toPaymentFact(input: unknown) {
  const payment = paymentSchema.parse(input)
  const { extra_id } = payment.metadata
  if (!extra_id) return null
  return {
    environment: payment.livemode,
    payment_intent_id: payment.id,
    store_customer_id: payment.customer,
    user_id: userIdSchema.parse(payment.metadata),
    extra_id,
    amount: payment.amount,
    currency: payment.currency,
    status: toKnownStatus('payment intent', payment.status),
    created_at: payment.created,
  }
}
