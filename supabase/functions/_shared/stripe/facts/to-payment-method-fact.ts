import { z } from 'zod'
import { environmentSchema, idSchema, timeSchema } from '../stripe-values.ts'

const cardSchema = z.object({
  brand: z.string(),
  last4: z.string().nullable(),
  exp_month: z.number(),
  exp_year: z.number(),
  fingerprint: z.string().nullish(),
  wallet: z.object({ type: z.string() }).nullable(),
})

const paymentMethodSchema = z.object({
  id: z.string(),
  object: z.literal('payment_method'),
  livemode: environmentSchema,
  type: z.string(),
  customer: idSchema.nullable(),
  created: timeSchema,
  card: cardSchema.optional(),
})

/** A saved way to pay; detached, it has no customer. Other ways than cards are known by their type. */
export function toPaymentMethodFact(input: unknown) {
  const method = paymentMethodSchema.parse(input)
  return {
    environment: method.livemode,
    payment_method_id: method.id,
    store_customer_id: method.customer,
    brand: method.card?.brand ?? method.type,
    last4: method.card?.last4 ?? null,
    exp_month: method.card?.exp_month ?? null,
    exp_year: method.card?.exp_year ?? null,
    fingerprint: method.card?.fingerprint ?? null,
    wallet: method.card?.wallet?.type ?? null,
    created_at: method.created,
  }
}
