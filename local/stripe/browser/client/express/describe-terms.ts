import { formatAmount } from '../format-amount.ts'
import type { ElementsOptions } from '../stripe-js-types.ts'
import type { Billing, ClickDetails } from './click-details.ts'

/** What a wallet shows of a payment that comes again, in sentences. */
export function describeTerms({ currency = 'usd' }: ElementsOptions, { applePay }: ClickDetails): string[] {
  const request = applePay?.recurringPaymentRequest
  if (!request) return []
  const { regularBilling, trialBilling } = request
  return [
    request.paymentDescription,
    ...(trialBilling ? [`${trialBilling.label}: ${formatAmount(trialBilling.amount, currency)}`] : []),
    `${regularBilling.label}: ${describeBilling(regularBilling, currency)}`,
    ...(request.billingAgreement ? [request.billingAgreement] : []),
    `Manage it at ${request.managementURL}`,
  ]
}

function describeBilling(billing: Billing, currency: string): string {
  const { recurringPaymentIntervalCount: count = 1, recurringPaymentIntervalUnit: unit } = billing
  const every = count === 1 ? `every ${unit}` : `every ${count} ${unit}s`
  const start = billing.recurringPaymentStartDate
  return `${formatAmount(billing.amount, currency)} ${every}${start ? `, from ${start.toISOString().slice(0, 10)}` : ''}`
}
