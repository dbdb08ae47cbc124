import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { formatDate } from '#app/billing/format-date.ts'
import type { DoublePaymentRow, Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

/** `href` leads to where this subscription can be ended; null when it is nowhere on the page. */
export type DoublePaymentWords = {
  id: number
  title: string
  paidWhere: string
  paidUntil: string
  advice: string
  href: string | null
}

type Reader = { plans: Plan[]; subscriptions: SubscriptionRow[]; locale: string }

/** The subscriptions that are paid at once, each with what to do about it and where. */
export function describeDoublePayments(rows: DoublePaymentRow[], reader: Reader): DoublePaymentWords[] {
  return rows.map((row, id) => ({
    id,
    title: reader.plans.find(({ id }) => id === row.plan_id)?.name ?? 'Subscription',
    paidWhere: row.store === 'stripe' ? 'on this website' : 'through the App Store',
    paidUntil: formatDate(row.expires_at, reader.locale),
    advice: row.advice,
    href: row.store === 'stripe' ? findCard(row, reader.subscriptions) : appStoreSubscriptions,
  }))
}

/** The heading of the subscription's card on the account page. */
function findCard({ store, plan_id }: DoublePaymentRow, subscriptions: SubscriptionRow[]): string | null {
  const shown = subscriptions.find((row) => row.store === store && row.plan_id === plan_id)
  return shown ? `#subscription-${shown.id}` : null
}
