import type Stripe from 'stripe'
import { addMonths } from './add-months.ts'

const daySeconds = 86_400

/** The first moment after `after` that lies a whole number of billing intervals behind the anchor. */
export function nextPeriodEnd(anchor: number, recurring: Stripe.Price.Recurring, after: number): number {
  for (let count = 1; ; count += 1) {
    const end = addInterval(anchor, recurring, count * recurring.interval_count)
    if (end > after) return end
  }
}

function addInterval(anchor: number, recurring: Stripe.Price.Recurring, count: number): number {
  if (recurring.interval === 'month') return addMonths(anchor, count)
  if (recurring.interval === 'year') return addMonths(anchor, count * 12)
  return anchor + count * daySeconds * (recurring.interval === 'week' ? 7 : 1)
}
