import type { BillingAccountRow, PaymentMethodRow } from '#app/billing/account-rows.server.ts'
import { type CardWords, describeCard } from '#app/billing/describe-card.ts'
import { pickUsedCards } from '#app/billing/pick-cards.ts'
import type { SubscriptionRow } from '#app/billing/rows.server.ts'

/** `keptBecause` says why a card cannot be removed and what to do first; null when it can. */
export type SavedCardWords = CardWords & { isDefault: boolean; isUsed: boolean; keptBecause: string | null }

type Reader = { subscriptions: SubscriptionRow[]; account: BillingAccountRow | null; now: Date }

/** The list of saved cards, the default first. */
export function describeCards(rows: PaymentMethodRow[], { subscriptions, account, now }: Reader): SavedCardWords[] {
  const used = pickUsedCards(subscriptions, rows, account)
  // A first purchase saves its card for the subscription only: then that one is what people call their default.
  const defaultId = account?.default_payment_method_id ?? used[0]
  const described = rows.map((row) => {
    const isUsed = used.includes(row.payment_method_id)
    return {
      ...describeCard(row, now),
      isDefault: row.payment_method_id === defaultId,
      isUsed,
      keptBecause: isUsed ? adviseFirst(rows.length > 1) : null,
    }
  })
  return described.sort((a, b) => Number(b.isDefault) - Number(a.isDefault))
}

function adviseFirst(hasAnother: boolean): string {
  return hasAnother
    ? 'Your subscription is paid with this card. To remove it, make another card your default first.'
    : 'Your subscription is paid with this card. To remove it, add another card and make it your default first.'
}
