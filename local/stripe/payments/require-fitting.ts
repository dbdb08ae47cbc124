import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent

/** A saved card serves its own customer only, and an intent takes only the kinds of payment that it offers. */
export function requireFitting(world: World, intent: Intent, method: Stripe.PaymentMethod): void {
  const customer = idOf(intent.customer)
  if (customer !== null && !world.state.customers[customer]) {
    throw createInvalidRequestError(`No such customer: '${customer}'`, { code: 'resource_missing', param: 'customer' })
  }
  const owner = idOf(method.customer)
  if (owner !== null && owner !== customer) {
    throw createInvalidRequestError(
      customer === null
        ? `The PaymentMethod ${method.id} belongs to a Customer. Please include the Customer in the \`customer\` parameter.`
        : `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param: 'payment_method' },
    )
  }
  if (intent.payment_method_types.includes(method.type)) return
  throw createInvalidRequestError(
    `The PaymentMethod provided (${method.type}) is not allowed for this ${intent.object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent'}. It takes: ${intent.payment_method_types.join(', ')}.`,
    { param: 'payment_method' },
  )
}
