import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'

/** For good: a detached card cannot be attached or charged again (https://docs.stripe.com/api/payment_methods/detach). */
export function detachMethod(world: World, method: Stripe.PaymentMethod): void {
  const customer = idOf(method.customer)
  if (customer === null) {
    throw createInvalidRequestError(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    )
  }
  method.customer = null
  world.state.cardBehaviors[method.id] = 'spent'
  emitEvent(world, 'payment_method.detached', method, { customer })
  forgetDefaults(world, method.id, customer)
}

/** Who had it as their default has none now: the next renewal falls back to the customer's, or finds nothing. */
function forgetDefaults(world: World, method: string, customerId: string): void {
  const customer = world.state.customers[customerId]
  if (customer && idOf(customer.invoice_settings.default_payment_method) === method) {
    const settings = { ...customer.invoice_settings, default_payment_method: null }
    changeObject(world, 'customer.updated', customer, { invoice_settings: settings })
  }
  for (const subscription of Object.values(world.state.subscriptions)) {
    if (idOf(subscription.default_payment_method) !== method || subscription.ended_at !== null) continue
    changeObject(world, 'customer.subscription.updated', subscription, { default_payment_method: null })
  }
}
