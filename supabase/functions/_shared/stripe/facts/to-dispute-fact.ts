import { z } from 'zod'
import { toKnownStatus } from '../../domain/stripe-words.ts'
import { environmentSchema, idSchema } from '../stripe-values.ts'

const disputeSchema = z.object({
  id: z.string(),
  object: z.literal('dispute'),
  livemode: environmentSchema,
  charge: idSchema,
  payment_intent: idSchema.nullable(),
  status: z.string(),
})

/** A dispute; throws `ZodError` for another shape, `UnknownStoreValueError` for a status that is new to us. */
export function toDisputeFact(input: unknown) {
  const dispute = disputeSchema.parse(input)
  return {
    environment: dispute.livemode,
    dispute_id: dispute.id,
    charge_id: dispute.charge,
    payment_intent_id: dispute.payment_intent,
    status: toKnownStatus('dispute', dispute.status),
  }
}
