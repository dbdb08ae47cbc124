import { AppError } from '../domain/errors.ts'
import { type CallDeps, callStripe } from './call-stripe.ts'
import { toIdOf } from './to-id-of.ts'

/** Where a customer's cards are in use. Subscriptions that have ended charge nobody: Stripe leaves them out. */
export type CardUses = {
  customerDefaultId: string | null
  /** Null: no card of its own, it is charged to the customer's default. */
  subscriptions: { id: string; cardId: string | null }[]
}

/** Asked from Stripe: a card may have come into use a moment ago, in another tab or in the portal. */
export async function findCardUses(customerId: string, deps: CallDeps): Promise<CardUses> {
  const customer = await callStripe(deps, (stripe) => stripe.customers.retrieve(customerId))
  if (customer.deleted) throw new AppError('no_customer')
  const subscriptions = await callStripe(deps, (stripe) =>
    stripe.subscriptions.list({ customer: customerId, limit: 100 }),
  )
  return {
    customerDefaultId: toIdOf(customer.invoice_settings.default_payment_method),
    subscriptions: subscriptions.data
      .filter(({ status }) => status !== 'incomplete_expired' && status !== 'incomplete')
      .map(({ id, default_payment_method }) => ({ id, cardId: toIdOf(default_payment_method) })),
  }
}
