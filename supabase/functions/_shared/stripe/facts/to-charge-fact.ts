import { z } from 'zod'
import { toKnownStatus } from '../../domain/stripe-words.ts'
import { environmentSchema, idSchema, timeSchema } from '../stripe-values.ts'

const cardSchema = z.object({ brand: z.string().nullable(), last4: z.string().nullable() })

const chargeSchema = z.object({
  id: z.string(),
  object: z.literal('charge'),
  livemode: environmentSchema,
  payment_intent: idSchema.nullable(),
  customer: idSchema.nullable(),
  amount: z.number(),
  amount_refunded: z.number(),
  refunded: z.boolean(),
  status: z.string(),
  payment_method_details: z.object({ card: cardSchema.nullish() }).nullable(),
  created: timeSchema,
})

/** A charge, with what of it was given back; throws `ZodError` for another shape. */
export function toChargeFact(input: unknown) {
  const charge = chargeSchema.parse(input)
  const card = charge.payment_method_details?.card
  return {
    environment: charge.livemode,
    charge_id: charge.id,
    payment_intent_id: charge.payment_intent,
    store_customer_id: charge.customer,
    amount: charge.amount,
    amount_refunded: charge.amount_refunded,
    is_refunded: charge.refunded,
    status: toKnownStatus('charge', charge.status),
    card_brand: card?.brand ?? null,
    card_last4: card?.last4 ?? null,
    created_at: charge.created,
  }
}
