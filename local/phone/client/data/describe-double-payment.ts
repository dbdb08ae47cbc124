import { formatDate } from './format-date.ts'
import type { DoublePaymentRow, PlanRow } from './rows.ts'

const PLACES = { stripe: 'on the web', app_store: 'through the App Store' } as const

/** One of the subscriptions that are paid at once, in the words of the web; no price and no link: App Review 3.1.3. */
export function describeDoublePayment(row: DoublePaymentRow, plans: PlanRow[]): { paid: string; advice: string } {
  const name = plans.find((plan) => plan.id === row.plan_id)?.name ?? 'Subscription'
  return { paid: `${name}, paid ${PLACES[row.store]} until ${formatDate(row.expires_at)}.`, advice: row.advice }
}
