import { callStripe } from './call-stripe.ts'
import { fetchSubscription, recordAnswer, type SyncDeps } from './sync-from-stripe.ts'
import { toIdOf } from './to-id-of.ts'
import { withParts } from './to-reading.ts'

type Dispute = { charge_id: string; payment_intent_id?: string | null }

const ended = ['canceled', 'incomplete_expired']

/**
 * Ends the subscription that a lost dispute was about, so that the person is not charged again for what the bank has taken
 * back. Safe to repeat: what has ended is left alone.
 */
export async function cancelDisputed(dispute: Dispute, deps: SyncDeps): Promise<void> {
  const id = await findSubscription(dispute, deps)
  if (id === null) return
  const current = await fetchSubscription(id, deps)
  if (ended.includes(current.status)) return
  await recordAnswer(await callStripe(deps, (stripe) => stripe.subscriptions.cancel(id, { expand: withParts })), deps)
}

/** A dispute names its charge, the charge its payment, and only an invoice payment the invoice. Null: bought once. */
async function findSubscription(dispute: Dispute, deps: SyncDeps): Promise<string | null> {
  const intent = dispute.payment_intent_id ?? (await findIntent(dispute.charge_id, deps))
  if (intent === null) return null
  const payments = await callStripe(deps, (stripe) =>
    stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent }, limit: 1 }),
  )
  const invoice = toIdOf(payments.data[0]?.invoice)
  if (invoice === null) return null
  const { parent } = await callStripe(deps, (stripe) => stripe.invoices.retrieve(invoice))
  return toIdOf(parent?.subscription_details?.subscription)
}

async function findIntent(chargeId: string, deps: SyncDeps): Promise<string | null> {
  return toIdOf((await callStripe(deps, (stripe) => stripe.charges.retrieve(chargeId))).payment_intent)
}
