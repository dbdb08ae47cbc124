import type { StripeExpressCheckoutElementOptions } from '@stripe/stripe-js'
import type { Offer } from '#app/billing/describe-offer.ts'

/**
 * What the wallets are asked. With a recurring request Apple Pay gives a token of ours instead of the device's, so that
 * renewals go on when the person changes the phone: https://docs.stripe.com/apple-pay/merchant-tokens
 */
export function toWalletOptions(offer: Offer, siteUrl: string): StripeExpressCheckoutElementOptions {
  const interval = offer.interval === 'year' ? 'year' : 'month'
  return {
    buttonType: { applePay: 'subscribe', googlePay: 'subscribe' },
    buttonHeight: 48,
    applePay: {
      recurringPaymentRequest: {
        paymentDescription: `Tandem Lessons, ${offer.name}`,
        managementURL: new URL('/account', siteUrl).href,
        billingAgreement: offer.terms,
        regularBilling: {
          label: offer.name,
          amount: offer.regularAmount,
          recurringPaymentIntervalUnit: interval,
          recurringPaymentIntervalCount: 1,
          ...(offer.trialEndsAt && { recurringPaymentStartDate: offer.trialEndsAt }),
        },
        ...(offer.trialEndsAt && {
          trialBilling: {
            label: `${offer.trialDays} days free`,
            amount: 0,
            recurringPaymentIntervalUnit: 'day' as const,
            recurringPaymentIntervalCount: offer.trialDays,
            recurringPaymentEndDate: offer.trialEndsAt,
          },
        }),
      },
    },
  }
}
