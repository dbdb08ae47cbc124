import type { World } from '../world.ts'
import { createInvalidRequestError, createMissingReferenceError } from './stripe-api-error.ts'

/** Only a card of the customer's own may be charged for their subscription: a stranger's would pay. */
export function requireOwnMethod(world: World, customer: string, id: string): string {
  const method = world.state.paymentMethods[id]
  if (!method) throw createMissingReferenceError('PaymentMethod', id, 'default_payment_method')
  if (method.customer === customer) return id
  throw createInvalidRequestError(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param: 'default_payment_method' },
  )
}
