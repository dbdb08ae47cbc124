import type { BillingAccountRow } from '#app/billing/account-rows.server.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import type { Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

/** `note` says how the amount comes about where it is not simply the price. */
export type ChargeWords = { term: string; text: string; note: string | null }

type Reader = { plans: Plan[]; account: BillingAccountRow | null; locale: string; now: Date }

/** What Stripe takes next and when, the balance included; null when nothing will be taken, or nobody here can know. */
export function describeNextCharge(row: SubscriptionRow, reader: Reader): ChargeWords | null {
  const isDue = row.store === 'stripe' && row.status === 'active' && row.will_renew && row.payment_fault === null
  const nextPlan = reader.plans.find(({ id }) => id === row.next_plan_id)
  const price = nextPlan?.amount ?? row.price
  const currency = nextPlan?.currency ?? row.currency
  if (!isDue || price === null || currency === null || new Date(row.expires_at) <= reader.now) return null

  const balance = reader.account?.currency === currency ? reader.account.balance : 0
  const write = (amount: number) => formatMoney(amount, currency, reader.locale)
  return {
    term: row.period_type === 'trial' ? 'First charge' : 'Next charge',
    text: `${write(Math.max(0, price - balance))} on ${formatDate(row.expires_at, reader.locale)}`,
    note: [nextPlan && `For ${nextPlan.name}`, describeUse(price, balance, write)].filter(Boolean).join('. ') || null,
  }
}

function describeUse(price: number, balance: number, write: (amount: number) => string): string | null {
  if (balance === 0) return null
  if (balance < 0) return `${write(price)} and ${write(-balance)} owed`
  const used = Math.min(price, balance)
  const rest = balance - used
  return `${write(price)} less ${write(used)} of your credit${rest > 0 ? `; ${write(rest)} stays` : ''}`
}
