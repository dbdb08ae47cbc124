import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import type { SimulatorState } from '../state/simulator-state.ts'
import { distribute } from './prorate.ts'

export type AppliedDiscount = { id: string; coupon: Stripe.Coupon }

/** Those of a subscription that still run at that moment. */
export function findRunningDiscounts(
  state: SimulatorState,
  subscription: Pick<Stripe.Subscription, 'discounts'>,
  at: number,
): AppliedDiscount[] {
  return subscription.discounts.flatMap((reference) => {
    const discount = state.discounts[idOf(reference) ?? '']
    const coupon = state.coupons[idOf(discount?.source.coupon) ?? '']
    return discount && coupon && (discount.end === null || discount.end > at) ? [{ id: discount.id, coupon }] : []
  })
}

/** Notes on each line what every discount takes off it, one after the other; never more than there is. */
export function takeDiscounts(
  lines: Stripe.InvoiceLineItem[],
  discounts: readonly AppliedDiscount[],
): Stripe.Invoice.TotalDiscountAmount[] {
  const open = lines.filter((line) => line.discountable && line.amount > 0)
  return discounts.map(({ id, coupon }) => {
    const left = open.map((line) => line.amount - sumOf(line.discount_amounts ?? []))
    const sum = left.reduce((total, each) => total + each, 0)
    const shares = distribute(amountOff(coupon, sum), left)
    for (const [index, line] of open.entries()) {
      line.discount_amounts = [...(line.discount_amounts ?? []), { amount: shares[index] ?? 0, discount: id }]
    }
    return { amount: shares.reduce((total, share) => total + share, 0), discount: id }
  })
}

/** What is left of an amount that is shown with its discounts already taken off. */
export const netOf = (amount: number, discounts: readonly AppliedDiscount[]): number =>
  discounts.reduce((left, { coupon }) => left - amountOff(coupon, left), amount)

const amountOff = (coupon: Stripe.Coupon, sum: number) =>
  Math.min(sum, coupon.amount_off ?? Math.round((sum * (coupon.percent_off ?? 0)) / 100))

export const sumOf = (amounts: readonly { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0)
