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

  const discount = readDiscount(row, price)
  const due = price - discount
  const balance = reader.account?.currency === currency ? reader.account.balance : 0
  const write = (amount: number) => formatMoney(amount, currency, reader.locale)
  return {
    term: row.period_type === 'trial' ? 'First charge' : 'Next charge',
    text: `${write(Math.max(0, due - balance))} on ${formatDate(row.expires_at, reader.locale)}`,
    note:
      [nextPlan && `For ${nextPlan.name}`, describeCourse({ price, discount, balance }, write)]
        .filter(Boolean)
        .join('. ') || null,
  }
}

/** What a promotion code takes off the invoice that begins where this period ends. */
function readDiscount(row: SubscriptionRow, price: number): number {
  const isOver = row.discount_ends_at !== null && new Date(row.discount_ends_at) <= new Date(row.expires_at)
  if (isOver) return 0
  const off = row.discount_amount ?? Math.round((price * (row.discount_percent ?? 0)) / 100)
  return Math.min(price, off)
}

type Parts = { price: number; discount: number; balance: number }

function describeCourse({ price, discount, balance }: Parts, write: (amount: number) => string): string | null {
  const due = price - discount
  const used = Math.min(due, balance)
  const less = [
    discount > 0 && `${write(discount)} of your promotion code`,
    balance > 0 && used > 0 && `${write(used)} of your credit`,
  ].filter(Boolean)
  const parts = [less.length > 0 && `less ${less.join(' and ')}`, balance < 0 && `and ${write(-balance)} owed`]
  const words = parts.filter(Boolean).join(' ')
  const rest = balance - used
  return words && `${write(price)} ${words}${balance > 0 && rest > 0 ? `; ${write(rest)} stays` : ''}`
}
