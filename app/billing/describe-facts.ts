import type { BillingAccountRow, PaymentMethodRow } from '#app/billing/account-rows.server.ts'
import { describeBalance } from '#app/billing/describe-balance.ts'
import { describeCard } from '#app/billing/describe-card.ts'
import { describeNextCharge } from '#app/billing/describe-next-charge.ts'
import { formatDateRange } from '#app/billing/format-date-range.ts'
import { findCardOf } from '#app/billing/pick-cards.ts'
import type { EntitlementRow, Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

export type Fact = { term: string; text: string; note: string | null }

export type FactReader = {
  plans: Plan[]
  account: BillingAccountRow | null
  cards: PaymentMethodRow[]
  rights: EntitlementRow[]
  locale: string
  now: Date
}

/** How a Stripe subscription is billed, line by line. What Apple bills only Apple knows: none for the App Store. */
export function describeFacts(row: SubscriptionRow, reader: FactReader): Fact[] {
  if (row.store !== 'stripe' || row.status === 'expired' || row.status === 'incomplete') return []
  const balance = describeBalance(reader.account, reader.locale)
  return [
    describePeriod(row, reader.locale),
    describeNextCharge(row, reader),
    balance === null ? null : { term: 'Balance', text: balance, note: null },
    describeChargedCard(row, reader),
  ].filter((fact) => fact !== null)
}

function describePeriod(row: SubscriptionRow, locale: string): Fact | null {
  // While a renewal is unpaid, the paid time ends where the unpaid period begins.
  if (row.period_starts_at === null || row.period_starts_at >= row.expires_at) return null
  const term = row.period_type === 'trial' ? 'Trial period' : 'Billing period'
  return { term, text: formatDateRange(row.period_starts_at, row.expires_at, locale), note: null }
}

function describeChargedCard(row: SubscriptionRow, { account, cards, now }: FactReader): Fact {
  const card = findCardOf(row, cards, account)
  if (!card) return { term: 'Card', text: 'None saved', note: null }
  const { name, expiry } = describeCard(card, now)
  return { term: 'Card', text: name, note: expiry || null }
}
