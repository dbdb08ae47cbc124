import { describeFacts, type Fact, type FactReader } from '#app/billing/describe-facts.ts'
import { describeFamilyShare } from '#app/billing/describe-family-share.ts'
import { describeStatus, type StatusWords } from '#app/billing/describe-status.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import { readPrice } from '#app/billing/read-price.ts'
import type { EntitlementRow, SubscriptionRow } from '#app/billing/rows.server.ts'

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
  isTrial: boolean
  /** A payment failed, and the person can make it here and now. */
  isUnpaid: boolean
  facts: Fact[]
  /** The plan that waits for its payment. */
  pendingPlan: string | null
  /** The plan that begins with the next period. */
  nextPlan: string | null
  canChangePlan: boolean
  step: SubscriptionStep
}

/** A subscription in the words of the account page. */
export function describeSubscription(row: SubscriptionRow, reader: FactReader): SubscriptionWords {
  const { plans, locale, now } = reader
  const nameOf = (planId: string | null) => plans.find(({ id }) => id === planId)?.name ?? null
  const plan = plans.find(({ id }) => id === row.plan_id)
  const amount = readPrice(row)
  const price = amount !== null && row.currency !== null ? formatMoney(amount, row.currency, locale) : null
  const step = decideStep(row, now)

  return {
    ...describeStatus(row, {
      // Where the next charge is another amount, it stands among the facts, with how it comes about.
      price: reader.account?.balance || isDiscounted(row) ? null : price,
      nextPlanName: nameOf(row.next_plan_id),
      accessEndsAt: findAccessEnd(row, reader.rights),
      now,
      writeDate: (date) => formatDate(date, locale),
    }),
    ...describeFamilyShare(row, { plan, rights: reader.rights, now }),
    id: row.id,
    planId: row.plan_id,
    title: plan?.name ?? 'Subscription',
    paidWhere: describeStore(row),
    price: price && plan ? `${price} a ${plan.interval}` : price,
    startedOn: formatDate(row.started_at, locale),
    paidUntil: formatDate(row.expires_at, locale),
    isTest: row.environment === 'sandbox',
    isTrial: row.period_type === 'trial' && row.status === 'active',
    isUnpaid: row.store === 'stripe' && (row.status === 'in_grace_period' || row.status === 'in_billing_retry'),
    facts: describeFacts(row, reader),
    pendingPlan: nameOf(row.pending_plan_id),
    nextPlan: row.store === 'stripe' ? nameOf(row.next_plan_id) : null,
    canChangePlan: step === 'cancel' && row.status === 'active' && row.payment_fault === null,
    step,
  }
}

/** Stripe knows no grace: how long access outlasts the paid time is our setting, and stands in the right itself. */
function findAccessEnd({ store, plan_id }: SubscriptionRow, rights: EntitlementRow[]): string | null {
  return rights.find((right) => right.store === store && right.plan_id === plan_id)?.access_ends_at ?? null
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

const isDiscounted = (row: SubscriptionRow) => row.discount_percent !== null || row.discount_amount !== null
