import { day } from '../histories/delivery.ts'
import { type Account, type Bill, type Content, iso, month } from './stripe-account.ts'

/** What happens; false when it cannot happen now. */
export type Step = (account: Account, which: number) => boolean
const hasStatus = (account: Account, ...statuses: string[]) => statuses.includes(account.subscription?.status as string)

function tellSubscription(account: Account, more: Content, type = 'customer.subscription.updated') {
  const subscription = Object.assign(account.subscription ?? {}, more)
  account.tell('subscription', subscription.store_subscription_id, subscription, type)
}

function tellInvoice({ tell }: Account, bill: Bill, more: Content, type: string) {
  const invoice = Object.assign(bill.invoice ?? {}, more)
  tell('invoice', invoice.invoice_id, invoice, type)
}

/** All that Stripe sends about an invoice that is paid, in one second. */
function pay(account: Account, bill: Bill): void {
  const { charge, tell, now } = account
  const paid = { status: 'paid', amount_paid: 1590, amount_remaining: 0, attempt_count: 1, paid_at: iso(now) }
  bill.charge = charge(bill)
  tell('charge', bill.charge.charge_id, bill.charge, 'charge.succeeded')
  tellInvoice(account, bill, { ...paid, next_attempt_at: null }, 'invoice.paid')
  tell('invoice_payment', bill.invoicePayment?.invoice_payment_id, bill.invoicePayment ?? {}, 'invoice_payment.paid')
}

function openInvoice(account: Account, from: number, to: number): Bill {
  const bill = account.bill({ from, to })
  tellInvoice(account, bill, {}, 'invoice.created')
  tellInvoice(account, bill, { status: 'open', number: 'T-1' }, 'invoice.finalized')
  return bill
}

function fail(account: Account, bill: Bill): void {
  const { now, charge, tell } = account
  const attempt_count = Number(bill.invoice?.attempt_count) + 1
  const failed = charge(bill, { status: 'failed' })
  tell('charge', failed.charge_id, failed, 'charge.failed')
  tellInvoice(account, bill, { attempt_count, next_attempt_at: iso(now + 3 * day) }, 'invoice.payment_failed')
}

/** Moves on to the end of the period. */
function enterNextPeriod(account: Account): { from: number; to: number } {
  const from = account.periodEnd
  account.now = Math.max(account.now, from)
  account.periodEnd = from + month
  return { from, to: account.periodEnd }
}

export const subscriptionSteps = {
  buy: (account) => {
    if (account.isDeleted || hasStatus(account, 'active', 'in_grace_period')) return false
    const { now, subscribe } = account
    account.periodEnd = now + month
    subscribe({ status: 'incomplete', expires_at: iso(now) })
    tellSubscription(account, {}, 'customer.subscription.created')
    const bill = openInvoice(account, now, account.periodEnd)
    pay(account, bill)
    tellSubscription(account, { status: 'active', expires_at: iso(account.periodEnd) })
    return true
  },
  tryOut: (account) => {
    if (account.isDeleted || hasStatus(account, 'active', 'in_grace_period')) return false
    account.periodEnd = account.now + 7 * day
    account.subscribe({ period_type: 'trial', expires_at: iso(account.periodEnd) })
    tellSubscription(account, {}, 'customer.subscription.created')
    return true
  },
  announceTrialEnd: (account) => {
    if (!hasStatus(account, 'active') || account.subscription?.period_type !== 'trial') return false
    tellSubscription(account, {}, 'customer.subscription.trial_will_end')
    return true
  },
  announceRenewal: (account) => {
    if (!hasStatus(account, 'active')) return false
    const { store_subscription_id: subscription, user_id } = account.subscription ?? {}
    const parent = { subscription_details: { subscription, metadata: { user_id } } }
    const invoice = { customer: account.customerId, next_payment_attempt: account.periodEnd / 1000, parent }
    account.tell('upcoming', null, invoice, 'invoice.upcoming')
    return true
  },
  renew: (account) => {
    if (!hasStatus(account, 'active')) return false
    const { from, to } = enterNextPeriod(account)
    const times = { period_starts_at: iso(from), expires_at: iso(to) }
    tellSubscription(account, { period_type: 'normal', ...times })
    pay(account, openInvoice(account, from, to))
    return true
  },
  failToRenew: (account) => {
    if (!hasStatus(account, 'active')) return false
    const { from, to } = enterNextPeriod(account)
    const bill = openInvoice(account, from, to)
    fail(account, bill)
    tellSubscription(account, { status: 'in_grace_period', period_type: 'normal', expires_at: iso(from) })
    return true
  },
  failAgain: (account, which) => {
    const bill = account.bills.findLast(({ invoice }) => invoice?.status === 'open')
    if (!bill || !hasStatus(account, 'in_grace_period')) return false
    if (which % 2) tellInvoice(account, bill, {}, 'invoice.payment_action_required')
    fail(account, bill)
    return true
  },
  payAfterAll: (account) => {
    const bill = account.bills.findLast(({ invoice }) => invoice?.status === 'open')
    if (!bill || !hasStatus(account, 'in_grace_period')) return false
    pay(account, bill)
    tellSubscription(account, { status: 'active', expires_at: iso(account.periodEnd) })
    return true
  },
  upgrade: (account) => {
    if (!hasStatus(account, 'active')) return false
    pay(account, openInvoice(account, account.now, account.periodEnd))
    return true
  },
  end: (account) => {
    if (!hasStatus(account, 'active', 'in_grace_period')) return false
    const ended = { status: 'expired', will_renew: false, expires_at: iso(account.now) }
    tellSubscription(account, ended, 'customer.subscription.deleted')
    return true
  },
} as const satisfies Record<string, Step>
