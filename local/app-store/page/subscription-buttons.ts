import type { SubscriptionDescription } from '../routes/describe-store.ts'
import type { SubscriptionAction } from '../routes/subscription-actions.ts'

export type ActionLabel = readonly [SubscriptionAction, string]

type Facts = { isLiving: boolean; isFailing: boolean; isRefundAsked: boolean; isRefunded: boolean }

function readFacts({ status, transactions }: SubscriptionDescription, isRefundAsked: boolean): Facts {
  return {
    isLiving: status !== 'expired' && status !== 'revoked',
    isFailing: status === 'in_grace_period' || status === 'in_billing_retry',
    isRefundAsked,
    isRefunded: transactions.some(({ revoked_at }) => revoked_at !== null),
  }
}

/** What somebody does every day. */
export function dailyActions(subscription: SubscriptionDescription, isRefundAsked: boolean): ActionLabel[] {
  const { isLiving, isFailing } = readFacts(subscription, isRefundAsked)
  const { status, will_renew } = subscription
  return pick([
    [isFailing, 'recover-billing', 'Payment works again'],
    [isLiving && !isFailing && will_renew, 'renew', 'Renew now'],
    [isLiving, will_renew ? 'cancel' : 'resume', will_renew ? 'Cancel' : 'Resume'],
    [isLiving, 'expire', 'Expire now'],
    [status !== 'revoked', 'refund', 'Refund'],
    [status === 'revoked', 'reverse-refund', 'Take refund back'],
    [isRefundAsked, 'decline-refund', 'Decline refund'],
  ])
}

/** What somebody does to see how the app takes it. */
export function rareActions(subscription: SubscriptionDescription, isRefundAsked: boolean): ActionLabel[] {
  const { isLiving, isFailing, isRefunded } = readFacts(subscription, isRefundAsked)
  const { status, will_renew, next_renewal_fails, price_consent, is_off_sale, transactions } = subscription
  const isRunning = isLiving && !isFailing
  const mayFail = isRunning && will_renew && !next_renewal_fails
  const mayRise = isLiving && will_renew && price_consent !== 'pending'
  const hasOlderPeriod = transactions.slice(0, -1).some(({ revoked_at }) => revoked_at === null)
  return pick([
    [mayFail, 'fail-next-renewal', 'Fail next renewal'],
    [mayFail, 'fail-next-renewal-without-grace', 'Fail without grace'],
    [status !== 'revoked', 'refund-part', 'Refund the unused part'],
    [hasOlderPeriod, 'refund-older-period', 'Refund an older period'],
    [isRefunded && status !== 'revoked', 'reverse-refund', 'Take newest refund back'],
    [isRunning, 'extend-renewal', 'Extend by 30 days'],
    [mayRise, 'raise-price', 'Raise price, ask for consent'],
    [mayRise, 'raise-price-with-notice', 'Raise price with a notice'],
    [isLiving && !is_off_sale, 'take-off-sale', 'Take off sale'],
  ])
}

function pick(candidates: (readonly [boolean, SubscriptionAction, string])[]): ActionLabel[] {
  return candidates.filter(([isPossible]) => isPossible).map(([, action, label]) => [action, label] as const)
}
