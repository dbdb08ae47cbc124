import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import { buildCustomer } from '../objects/build-customer.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'

/** The session's own customer, or a new one with the e-mail address that was given. */
export function ensureCustomer(world: World, session: Stripe.Checkout.Session): Stripe.Customer {
  const known = world.state.customers[idOf(session.customer) ?? '']
  if (known) return known
  const customer = buildCustomer(readNow(world))
  customer.email = session.customer_email
  world.state.customers[customer.id] = customer
  emitEvent(world, 'customer.created', customer)
  return customer
}
