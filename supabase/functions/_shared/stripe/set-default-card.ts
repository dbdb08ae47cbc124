import { callStripe } from './call-stripe.ts'
import { recordFactAnswer } from './sync-fact.ts'
import { recordAnswer, type SyncDeps } from './sync-from-stripe.ts'
import { withParts } from './to-reading.ts'

/** The card that the customer's next purchases are offered. Setting it again changes nothing. */
export async function setCustomerCard(customerId: string, cardId: string, deps: SyncDeps): Promise<void> {
  const customer = await callStripe(deps, (stripe) =>
    stripe.customers.update(customerId, { invoice_settings: { default_payment_method: cardId } }),
  )
  await recordFactAnswer('customer', customer, deps)
}

/** The card that a subscription is charged to: it goes before the customer's. */
export async function setSubscriptionCard(subscriptionId: string, cardId: string, deps: SyncDeps): Promise<void> {
  const answer = await callStripe(deps, (stripe) =>
    stripe.subscriptions.update(subscriptionId, { default_payment_method: cardId, expand: withParts }),
  )
  await recordAnswer(answer, deps)
}
