import { syncFact } from '../_shared/stripe/sync-fact.ts'
import { type SyncDeps, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { toIdOf } from '../_shared/stripe/to-id-of.ts'
import { chargeAllTo } from './choose-default-card.ts'
import type { PayableInvoice } from './fetch-invoice.ts'

/** After an invoice was paid: the card that worked is charged from now on, and the subscription is read anew. Convergent. */
export async function settleInvoice({ invoice, intent }: PayableInvoice, deps: SyncDeps): Promise<void> {
  const customer = toIdOf(invoice.customer)
  const card = toIdOf(intent?.payment_method)
  if (customer && card && (await isAttached(card, customer, deps))) await chargeAllTo(customer, card, deps)
  const subscription = toIdOf(invoice.parent?.subscription_details?.subscription)
  if (subscription) await syncFromStripe(subscription, deps)
}

/** A card that the person did not want saved can pay once and be no default. */
async function isAttached(card: string, customer: string, deps: SyncDeps): Promise<boolean> {
  const { fact } = await syncFact('payment_method', card, deps)
  return fact !== null && 'store_customer_id' in fact && fact.store_customer_id === customer
}
