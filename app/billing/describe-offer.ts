import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import type { Plan } from '#app/billing/rows.server.ts'
import type { PromotionAnswer } from '#domain/billing-answers.ts'

/** A promotion code with what Stripe makes of it for this plan. */
export type Promotion = { code: string } & PromotionAnswer

/** A plan as it is sold to one reader: what is charged now, what later, and what the button says. */
export type Offer = {
  planId: string
  name: string
  /** Minor units charged now; 0 in a trial. */
  amount: number
  currency: string
  trialDays: number
  trialEndsAt: Date | null
  /** Minor units of a regular month, and the interval: what a wallet is asked to allow. */
  regularAmount: number
  interval: string
  payLabel: string
  pendingLabel: string
  today: string
  later: string
  discount: { code: string; name: string; amount: string } | null
  terms: string
}

type Reader = { isTrial: boolean; promotion: Promotion | null; locale: string; now: Date }

/** The whole offer in words. Made on the server, so that browser and server cannot write two different texts. */
export function describeOffer(plan: Plan, { isTrial, promotion, locale, now }: Reader): Offer {
  const write = (amount: number) => formatMoney(amount, plan.currency, locale)
  const trialEndsAt = isTrial ? new Date(now.getTime() + plan.trial_days * 86_400_000) : null
  const firstAmount = promotion?.amount_due ?? plan.amount
  const amount = isTrial ? 0 : firstAmount
  const course = describeCourse(write(firstAmount), write(plan.amount), plan.interval, promotion)
  const endsOn = trialEndsAt ? formatDate(trialEndsAt, locale) : null
  const how = `until you end the subscription in your account`
  return {
    planId: plan.id,
    name: plan.name,
    amount,
    currency: plan.currency,
    trialDays: isTrial ? plan.trial_days : 0,
    trialEndsAt,
    regularAmount: plan.amount,
    interval: plan.interval,
    payLabel: toPayLabel(amount, isTrial ? plan.trial_days : 0, write),
    pendingLabel: isTrial ? 'Starting…' : 'Paying…',
    today: write(amount),
    later: endsOn ? `from ${endsOn}: ${course.short}` : `then ${course.shortLater}`,
    discount: promotion && { code: promotion.code, name: promotion.name, amount: `−${write(promotion.amount_off)}` },
    terms: endsOn
      ? `Nothing is charged today. On ${endsOn} your card is charged ${course.long}, ${how}. End it before that day and nothing is charged.`
      : `Your card is charged ${course.long}, ${how}. You keep what you have paid for until the ${plan.interval} is over.`,
  }
}

function toPayLabel(amount: number, trialDays: number, write: (amount: number) => string): string {
  if (trialDays > 0) return `Start ${trialDays} days free`
  return amount === 0 ? 'Subscribe, nothing to pay now' : `Pay ${write(amount)}`
}

/** What is charged over time: for the order's two lines, and as part of a sentence. */
function describeCourse(first: string, regular: string, interval: string, promotion: Promotion | null) {
  const months = promotion?.duration === 'repeating' ? (promotion.duration_in_months ?? 1) : 1
  if (!promotion || promotion.duration === 'forever') {
    const short = `${first} a ${interval}`
    return { short, shortLater: short, long: `${first}, and then every ${interval}` }
  }
  const long =
    months === 1
      ? `${first}, and then ${regular} every ${interval}`
      : `${first} for each of the first ${months} months, and then ${regular} every ${interval}`
  const short = `${first}${months === 1 ? '' : ` for ${months} months`}, then ${regular} a ${interval}`
  const shortLater =
    months === 1 ? `${regular} a ${interval}` : `${first} for ${months - 1} more, then ${regular} a ${interval}`
  return { short, shortLater, long }
}
