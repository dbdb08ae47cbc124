import type { BillingAccountRow, PaymentMethodRow } from '#app/billing/account-rows.server.ts'
import { pickRunningSubscriptions } from '#app/billing/pick-subscriptions.ts'
import type { SubscriptionRow } from '#app/billing/rows.server.ts'

/** The card that a subscription is charged to: its own, else the account's default, as Stripe looks for it. */
export function findCardOf(
  row: SubscriptionRow,
  cards: PaymentMethodRow[],
  account: BillingAccountRow | null,
): PaymentMethodRow | null {
  const id = row.payment_method_id ?? account?.default_payment_method_id
  return cards.find(({ payment_method_id }) => payment_method_id === id) ?? null
}

/** Ids of the cards that a running subscription is charged to: these cannot be removed. */
export function pickUsedCards(
  subscriptions: SubscriptionRow[],
  cards: PaymentMethodRow[],
  account: BillingAccountRow | null,
): string[] {
  return pickRunningSubscriptions(subscriptions)
    .filter(({ store }) => store === 'stripe')
    .flatMap((row) => findCardOf(row, cards, account)?.payment_method_id ?? [])
}
