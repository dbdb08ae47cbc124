import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { findIntentOfInvoice, findInvoicesOfSubscription, idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'

export type PaymentReference = { payment_intent?: string; subscription?: string }

/** The payment that is named, or the newest one of the subscription for which money was paid. */
export function findLastPayment(world: World, { payment_intent, subscription }: PaymentReference): string {
  if (payment_intent !== undefined) return payment_intent
  const paid = findInvoicesOfSubscription(world.state, subscription ?? '').filter(
    (invoice) => invoice.status === 'paid' && invoice.amount_paid > 0,
  )
  const newestFirst = paid.toSorted((a, b) => b.created - a.created)
  const intents = newestFirst.map((invoice) => findIntentOfInvoice(world.state, invoice.id))
  const intent = intents.find((each) => each?.status === 'succeeded')
  if (!intent) throw createInvalidRequestError(`Nothing was paid for the subscription '${subscription}'.`)
  return intent.id
}

export function requireCharge(world: World, reference: PaymentReference): Stripe.Charge {
  const id = findLastPayment(world, reference)
  const charge = world.state.charges[idOf(world.state.paymentIntents[id]?.latest_charge) ?? '']
  if (!charge) throw createInvalidRequestError(`The payment '${id}' was not charged.`)
  return charge
}
