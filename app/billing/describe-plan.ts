import { formatMoney } from '#app/billing/format-money.ts'
import type { Plan } from '#app/billing/rows.server.ts'

export type PlanWords = {
  id: string
  name: string
  description: string
  price: string
  interval: string
  /** Days that the reader may have for free; 0 when there is no trial for them. */
  trialDays: number
  includes: string[]
}

const everywhere = 'On the web and in the iPhone app'

/** A plan in the words of the price list. Whoever had a trial is not told of one: `isTrialAllowed`. */
export function describePlan(plan: Plan, locale: string, isTrialAllowed = false): PlanWords {
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description,
    price: formatMoney(plan.amount, plan.currency, locale),
    interval: plan.interval,
    trialDays: isTrialAllowed ? plan.trial_days : 0,
    includes: ['All free lessons', ...plan.entitlements.map((entitlement) => `All ${entitlement} lessons`), everywhere],
  }
}

/** What everybody has without a plan, beside the plans and in their currency. */
export function describeFreePlan(plans: Plan[], locale: string): PlanWords {
  return {
    id: 'free',
    name: 'Free',
    description: 'A taste of the lessons, for as long as you like.',
    price: formatMoney(0, plans[0]?.currency ?? 'sgd', locale),
    interval: plans[0]?.interval ?? 'month',
    trialDays: 0,
    includes: ['All free lessons', everywhere],
  }
}
