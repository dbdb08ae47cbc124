import type { PaymentFault } from '#app/billing/account-rows.server.ts'
import { countDaysLeft } from '#app/billing/count-days-left.ts'
import type { SubscriptionRow } from '#app/billing/rows.server.ts'

export type Tone = 'good' | 'warning' | 'bad' | 'quiet'
export type StatusWords = { label: string; tone: Tone; sentence: string }

/** `accessEndsAt`: as the database has decided it with our own days of grace; null when it gives none any more. */
type Wording = {
  price: string | null
  nextPlanName: string | null
  accessEndsAt: string | null
  now: Date
  writeDate: (date: string) => string
}

/** The state of a subscription as a label and a sentence. Exhaustive: a new status does not compile until it has words. */
export function describeStatus(row: SubscriptionRow, wording: Wording): StatusWords {
  const endsOn = wording.writeDate(row.expires_at)
  if (row.payment_fault !== null) return describeFault(row, row.payment_fault, endsOn)
  switch (row.status) {
    case 'active':
      return describeActive(row, wording)
    case 'in_grace_period':
      return describeGrace(row, wording)
    case 'in_billing_retry':
      return {
        label: 'Payment failed',
        tone: 'bad',
        sentence: `The last payment failed, so access ended. ${adviceOnPayment(row)}`,
      }
    case 'paused':
      return {
        label: 'Paused',
        tone: 'quiet',
        sentence: 'Paused: nothing is charged, and members’ lessons are closed until it goes on.',
      }
    case 'incomplete':
      return {
        label: 'Not paid yet',
        tone: 'warning',
        sentence: 'The first payment was not finished. Nothing has been charged.',
      }
    case 'expired':
      return { label: 'Ended', tone: 'quiet', sentence: `Ended on ${endsOn}.` }
    case 'revoked':
      return { label: 'Refunded', tone: 'bad', sentence: 'The payment was refunded or taken back, so access ended.' }
  }
}

function describeActive(row: SubscriptionRow, { price, nextPlanName, now, writeDate }: Wording): StatusWords {
  const date = writeDate(row.expires_at)
  const isOver = new Date(row.expires_at) <= now
  if (isOver && row.will_renew) {
    const sentence = `The paid time ended on ${date}. The renewal has not reached us yet.`
    return { label: 'Renewing', tone: 'warning', sentence }
  }
  if (isOver) return { label: 'Ended', tone: 'quiet', sentence: `Ended on ${date}.` }
  if (row.period_type === 'trial') return describeTrial(row, price, date)
  if (!row.will_renew)
    return { label: 'Ending', tone: 'warning', sentence: `Ends on ${date}. You keep access until then.` }
  if (row.price_consent === 'pending') return describeNewPrice(price, date)
  if (nextPlanName) return { label: 'Active', tone: 'good', sentence: `Changes to ${nextPlanName} on ${date}.` }
  return { label: 'Active', tone: 'good', sentence: price ? `Renews on ${date} for ${price}.` : `Renews on ${date}.` }
}

function describeTrial(row: SubscriptionRow, price: string | null, date: string): StatusWords {
  if (!row.will_renew)
    return { label: 'Trial, ending', tone: 'warning', sentence: `The trial ends on ${date} and nothing is charged.` }
  return {
    label: 'Trial',
    tone: 'good',
    sentence: `Free until ${date}. Then ${price ?? 'the price of the plan'} is charged.`,
  }
}

/** Only the App Store asks, and only there it can be answered. */
function describeNewPrice(price: string | null, date: string): StatusWords {
  const sentence = `From ${date} it costs ${price ?? 'more'}. If you do not agree in the App Store, it ends on that day.`
  return { label: 'New price', tone: 'warning', sentence }
}

function describeGrace(row: SubscriptionRow, { accessEndsAt, now, writeDate }: Wording): StatusWords {
  const end = accessEndsAt ?? row.grace_period_ends_at ?? row.expires_at
  if (new Date(end) <= now) {
    return {
      label: 'Payment failed',
      tone: 'bad',
      sentence: `The last payment failed, and access ended on ${writeDate(end)}. ${adviceOnPayment(row)}`,
    }
  }
  return {
    label: 'Past due',
    tone: 'warning',
    sentence: `The last payment failed. You keep access until ${writeDate(end)} (${countDaysLeft(end, now)}). ${adviceOnPayment(row)}`,
  }
}

/** Money that went back: the database has taken the access away, whatever the store says about the subscription itself. */
function describeFault(row: SubscriptionRow, fault: PaymentFault, endsOn: string): StatusWords {
  const goesOn = row.will_renew && row.status !== 'expired'
  switch (fault) {
    case 'refunded':
      return {
        label: 'Refunded',
        tone: 'bad',
        sentence: `The payment for this period was refunded, so access ended.${goesOn ? ` The subscription still renews on ${endsOn}, unless you cancel it.` : ''}`,
      }
    case 'disputed':
      return {
        label: 'Disputed',
        tone: 'bad',
        sentence: 'The bank was asked to take this payment back. Access is closed until that is settled.',
      }
    case 'dispute_lost':
      return {
        label: 'Taken back',
        tone: 'bad',
        sentence: 'The bank took this payment back, so the subscription ended.',
      }
  }
}

function adviceOnPayment({ store, ownership }: SubscriptionRow): string {
  if (store === 'stripe') return 'We will try your card again; you can also pay now.'
  return ownership === 'family_shared'
    ? 'Whoever pays for it in your family can check the payment method of their Apple account.'
    : 'Check the payment method of your Apple account.'
}
