import { IntegrationError } from '../integration-error.ts'
import type { ElementsOptions } from '../stripe-js-types.ts'
import type { Wallet } from './wallets.ts'

export type Billing = {
  label: string
  amount: number
  recurringPaymentStartDate?: Date
  recurringPaymentIntervalUnit?: string
  recurringPaymentIntervalCount?: number
}

export type RecurringPaymentRequest = {
  paymentDescription: string
  managementURL: string
  regularBilling: Billing
  trialBilling?: Billing
  billingAgreement?: string
}

/** What the page says when its button is pressed; whatever it leaves out comes from the Element's own options. */
export type ClickDetails = {
  lineItems?: { name: string; amount: number }[]
  applePay?: { recurringPaymentRequest?: RecurringPaymentRequest | null }
  business?: { name: string }
}

/** Throws what the page got wrong, where it called `resolve`. */
export function requireValidDetails(wallet: Wallet, options: ElementsOptions, details: ClickDetails): void {
  const sum = (details.lineItems ?? []).reduce((total, item) => total + item.amount, 0)
  if (options.amount !== undefined && sum > options.amount) {
    throw new IntegrationError(
      `The total of the line items (${sum}) must not be more than the amount of Elements (${options.amount}).`,
    )
  }
  const recurs = options.mode === 'subscription' || options.mode === 'setup'
  if (wallet.type === 'apple_pay' && recurs) requireRecurring(details.applePay?.recurringPaymentRequest)
}

/**
 * Stripe takes Apple Pay without it, but then gets a token of this device only, and payments stop with the device
 * (https://docs.stripe.com/apple-pay/merchant-tokens). Our pages must always ask for the merchant's token.
 */
function requireRecurring(request: RecurringPaymentRequest | null | undefined): void {
  const billing = request?.regularBilling
  const missing = [
    !request && 'recurringPaymentRequest',
    !request?.paymentDescription && 'paymentDescription',
    !isUrl(request?.managementURL) && 'managementURL',
    !billing?.label && 'regularBilling.label',
    !Number.isInteger(billing?.amount) && 'regularBilling.amount',
    !billing?.recurringPaymentIntervalUnit && 'regularBilling.recurringPaymentIntervalUnit',
  ].filter(Boolean)
  if (missing.length > 0)
    throw new IntegrationError(`Apple Pay for a subscription: applePay lacks ${missing.join(', ')}.`)
}

const isUrl = (text: string | undefined) => text !== undefined && URL.canParse(text)
