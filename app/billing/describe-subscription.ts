import { describeStatus, type StatusWords } from '#app/billing/describe-status.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import type { Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

/** What a person can do about a subscription on this site. */
export type SubscriptionStep = 'cancel' | 'resume' | 'finish_payment' | 'manage_in_app_store' | 'none'

export type SubscriptionWords = StatusWords & {
  id: string
  planId: string | null
  title: string
  paidWhere: string
  price: string | null
  startedOn: string
  paidUntil: string
  isTest: boolean
  step: SubscriptionStep
}

type Reader = { plans: Plan[]; locale: string; now: Date }

/** A subscription in the words of the account page. */
export function describeSubscription(row: SubscriptionRow, { plans, locale, now }: Reader): SubscriptionWords {
  const plan = plans.find(({ id }) => id === row.plan_id)
  const price = row.price !== null && row.currency !== null ? formatMoney(row.price, row.currency, locale) : null
  const nextPlan = plans.find(({ id }) => id === row.next_plan_id)

  return {
    ...describeStatus(row, {
      price,
      nextPlanName: nextPlan?.name ?? null,
      now,
      writeDate: (date) => formatDate(date, locale),
    }),
    id: row.id,
    planId: row.plan_id,
    title: plan?.name ?? 'Subscription',
    paidWhere: describeStore(row),
    price: price && plan ? `${price} a ${plan.interval}` : price,
    startedOn: formatDate(row.started_at, locale),
    paidUntil: formatDate(row.expires_at, locale),
    isTest: row.environment === 'sandbox',
    step: decideStep(row, now),
  }
}

function describeStore(row: SubscriptionRow): string {
  if (row.store === 'stripe') return 'On this website, by card'
  return row.ownership === 'family_shared'
    ? 'Through the App Store, by a member of your family'
    : 'Through the App Store'
}

function decideStep(row: SubscriptionRow, now: Date): SubscriptionStep {
  const isOver = row.status === 'expired' || row.status === 'revoked'
  if (isOver || row.ownership === 'family_shared') return 'none'
  if (row.store === 'app_store') return 'manage_in_app_store'
  if (row.status === 'incomplete') return 'finish_payment'
  if (row.will_renew) return 'cancel'
  return new Date(row.expires_at) > now ? 'resume' : 'none'
}
