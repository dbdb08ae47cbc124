import type { WebRule } from '../data/create-billing.ts'
import { describeNotes, type Note } from '../data/describe-notes.ts'
import { hasPlan, isShared, type Membership } from '../data/membership.ts'
import { decidePaymentProblem, type PaymentProblem } from '../data/payment-problem.ts'
import type { DoublePaymentRow, SubscriptionRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import { readWebRule } from './web-note.ts'

export type HomeFacts = {
  membership: Membership
  hasPlan: boolean
  isShared: boolean
  /** Whether Apple's page has something to manage. */
  isPaidToApple: boolean
  hasBoughtFromApple: boolean
  paidTwice: DoublePaymentRow[]
  problem: PaymentProblem | null
  notes: Note[]
  /** Names of what was bought once. */
  extras: string[]
  webRule: WebRule
}

const NO_RULE: WebRule = 'nothing'

/** All that the home screen says. Without a connection it is what is remembered of the rights, and nothing about money. */
export async function readHome(phone: Phone): Promise<HomeFacts> {
  const membership = await phone.library.readMembership()
  if (membership.rememberedAt) return toFacts(membership, [], {})
  const [subscriptions, invoices, paidTwice, extras, webRule] = await Promise.all([
    phone.billing.readSubscriptions(),
    phone.billing.readOpenInvoices(),
    phone.billing.readDoublePayments(),
    phone.billing.readExtras(),
    membership.shown?.store === 'stripe' ? readWebRule(phone) : NO_RULE,
  ])
  return toFacts(membership, subscriptions, {
    paidTwice,
    problem: decidePaymentProblem(subscriptions, invoices),
    notes: describeNotes(subscriptions, membership),
    extras: extras
      .filter(({ entitlements }) => entitlements.every((right) => membership.open.includes(right)))
      .map(({ name }) => name),
    webRule,
  })
}

function toFacts(membership: Membership, subscriptions: SubscriptionRow[], known: Partial<HomeFacts>): HomeFacts {
  const shared = isShared(membership, subscriptions)
  const isFromApple = membership.shown?.store === 'app_store' && !shared
  const own = subscriptions.filter(({ store, ownership }) => store === 'app_store' && ownership !== 'family_shared')
  return {
    membership,
    hasPlan: hasPlan(membership),
    isShared: shared,
    isPaidToApple:
      (isFromApple && membership.plan !== null) || (known.paidTwice ?? []).some(({ store }) => store === 'app_store'),
    hasBoughtFromApple: isFromApple || own.length > 0,
    paidTwice: [],
    problem: null,
    notes: [],
    extras: [],
    webRule: NO_RULE,
    ...known,
  }
}
