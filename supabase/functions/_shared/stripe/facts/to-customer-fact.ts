import { z } from 'zod'
import { environmentSchema, idSchema, userIdSchema } from '../stripe-values.ts'

const customerSchema = z.object({
  id: z.string(),
  object: z.literal('customer'),
  livemode: environmentSchema,
  metadata: userIdSchema,
  balance: z.number(),
  currency: z.string().nullish(),
  invoice_settings: z.object({ default_payment_method: idSchema.nullable() }),
})

/** A customer with their balance in Stripe's sign: negative is credit. Throws `ZodError` for another shape. */
export function toCustomerFact(input: unknown, isDeleted = false) {
  const customer = customerSchema.parse(input)
  return {
    environment: customer.livemode,
    store_customer_id: customer.id,
    user_id: customer.metadata,
    balance: customer.balance,
    currency: customer.currency ?? null,
    default_payment_method_id: customer.invoice_settings.default_payment_method,
    is_deleted: isDeleted,
  }
}
