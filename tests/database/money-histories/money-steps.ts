import type { Account, Bill, Content } from './stripe-account.ts'
import type { Step } from './subscription-steps.ts'

const pick = <One>(list: One[], which: number): One | undefined => list[which % Math.max(1, list.length)]
const chargedBill = ({ bills }: Account, which: number) =>
  pick(
    bills.filter(({ charge }) => charge),
    which,
  )
const heldCard = ({ cards, isDeleted }: Account, which: number) =>
  pick(isDeleted ? [] : cards.filter(({ store_customer_id }) => store_customer_id), which)

function tellCharge({ tell }: Account, { charge }: Bill, more: Content, type: string): boolean {
  Object.assign(charge ?? {}, more)
  tell('charge', charge?.charge_id, charge ?? {}, type)
  return true
}

/** What a dispute becomes; it can be opened once, and goes on from any state. */
const toDispute =
  (status: string): Step =>
  (account, which) => {
    const bill = chargedBill(account, which)
    if (!bill) return false
    if (!bill.dispute && status !== 'needs_response') return false
    bill.dispute ??= account.dispute(bill)
    bill.dispute.status = status
    account.tell('dispute', bill.dispute.dispute_id, bill.dispute, `charge.dispute.${status}`)
    return true
  }

const toPayment =
  (status: string): Step =>
  (account, which) => {
    const isOpen = ({ payment }: Bill) => payment && payment.status !== 'succeeded' && payment.status !== 'canceled'
    const bill = pick(account.bills.filter(isOpen), which)
    if (!bill?.payment) return false
    if (status === 'succeeded') {
      bill.charge = account.charge(bill)
      account.tell('charge', bill.charge.charge_id, bill.charge, 'charge.succeeded')
    }
    bill.payment.status = status
    account.tell('payment', bill.payment.payment_intent_id, bill.payment, `payment_intent.${status}`)
    return true
  }

function tellCustomer(account: Account, more: Content): boolean {
  if (account.isDeleted) return false
  Object.assign(account.customer, more)
  account.tell('customer', account.customerId, account.customer)
  return true
}

function tellCard({ tell }: Account, card: Content | undefined, more: Content, type: string): boolean {
  if (!card) return false
  Object.assign(card, more)
  tell('payment_method', card.payment_method_id, card, type)
  return true
}

export const moneySteps = {
  refundPart: (account, which) => {
    const bill = chargedBill(account, which)
    return !!bill && tellCharge(account, bill, { amount_refunded: 100, is_refunded: false }, 'charge.refunded')
  },
  refundAll: (account, which) => {
    const bill = chargedBill(account, which)
    return !!bill && tellCharge(account, bill, { amount_refunded: 1590, is_refunded: true }, 'charge.refunded')
  },
  failToRefund: (account, which) => {
    const bill = chargedBill(account, which)
    const isGivenBack = Number(bill?.charge?.amount_refunded) > 0
    return (
      !!bill && isGivenBack && tellCharge(account, bill, { amount_refunded: 0, is_refunded: false }, 'charge.updated')
    )
  },
  openDispute: toDispute('needs_response'),
  reviewDispute: toDispute('under_review'),
  winDispute: toDispute('won'),
  loseDispute: toDispute('lost'),
  appeal: toDispute('appeal_under_review'),
  askForExtra: (account) => {
    if (account.isDeleted) return false
    const { payment } = account.sell()
    account.tell('payment', payment?.payment_intent_id, payment ?? {}, 'payment_intent.created')
    return true
  },
  confirmExtra: toPayment('requires_action'),
  payExtra: toPayment('succeeded'),
  giveUpExtra: toPayment('canceled'),
  addCard: (account) => !account.isDeleted && tellCard(account, account.attach(), {}, 'payment_method.attached'),
  extendCard: (account, which) =>
    tellCard(account, heldCard(account, which), { exp_year: 2040 + which }, 'payment_method.updated'),
  removeCard: (account, which) =>
    tellCard(account, heldCard(account, which), { store_customer_id: null }, 'payment_method.detached'),
  chooseCard: (account, which) =>
    tellCustomer(account, { default_payment_method_id: heldCard(account, which)?.payment_method_id ?? null }),
  credit: (account, which) => tellCustomer(account, { balance: -100 * which }),
  deleteCustomer: (account, which) => {
    // Rarely: nothing but money can follow.
    if (account.isDeleted || which !== 7) return false
    account.isDeleted = true
    account.tell('customer', account.customerId, { ...account.customer, is_deleted: true }, 'customer.deleted')
    return true
  },
} as const satisfies Record<string, Step>
