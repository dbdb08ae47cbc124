import type { AppStorePurchaseRow, PaymentRow } from '#app/billing/account-rows.server.ts'
import { ownsExtra } from '#app/billing/owns-extra.ts'
import type { ExtraOffer } from '#app/billing/read-extra-offers.server.ts'
import type { EntitlementRow } from '#app/billing/rows.server.ts'

export type Bought = { payments: PaymentRow[]; purchases: AppStorePurchaseRow[]; rights: EntitlementRow[] }

/**
 * When each extra was bought that the reader owns, by its id, at whichever store. For words and links only: whether a lesson
 * opens, and whether something may be bought, is decided by the database.
 */
export function findBoughtExtras(extras: ExtraOffer[], bought: Bought): Map<string, string> {
  return new Map(
    extras.flatMap((extra) => {
      const moment = findPaid(extra, bought) ?? findBoughtInApp(extra, bought)
      return moment ? [[extra.id, moment] as const] : []
    }),
  )
}

function findPaid({ id }: ExtraOffer, { payments }: Bought): string | undefined {
  const payment = payments.find((one) => ownsExtra(one, id))
  return payment && (payment.paid_at ?? payment.created_at)
}

/** One of the App Store's sandbox, or of the family, need not count here: then its rights are closed. */
function findBoughtInApp({ id, entitlements }: ExtraOffer, { purchases, rights }: Bought): string | undefined {
  const isOpen = entitlements.every((name) => rights.some(({ entitlement }) => entitlement === name))
  return isOpen ? purchases.find(({ extra_id }) => extra_id === id)?.purchased_at : undefined
}
