import type Stripe from 'stripe'
import { endSubscription, expireIncompleteSubscription } from '../billing/end-subscription.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { detachMethod } from './detach-method.ts'

/** For good: what runs ends at once, the cards go, and only the name of the customer is left (https://docs.stripe.com/api/customers/delete). */
export function deleteCustomer(world: World, customer: Stripe.Customer): Stripe.DeletedCustomer {
  const { state } = world
  for (const subscription of Object.values(state.subscriptions)) {
    if (idOf(subscription.customer) !== customer.id || subscription.ended_at !== null) continue
    if (subscription.status === 'incomplete') expireIncompleteSubscription(world, subscription)
    else endSubscription(world, subscription, 'cancellation_requested')
  }
  for (const method of Object.values(state.paymentMethods)) {
    if (idOf(method.customer) === customer.id) detachMethod(world, method)
  }
  emitEvent(world, 'customer.deleted', customer)
  const deleted: Stripe.DeletedCustomer = { id: customer.id, object: 'customer', deleted: true }
  state.deletedCustomers[customer.id] = deleted
  delete state.customers[customer.id]
  return deleted
}
