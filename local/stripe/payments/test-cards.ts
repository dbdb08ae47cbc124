export type CardBehavior =
  | 'succeeds'
  | 'asks_once'
  | 'asks_always'
  | 'insufficient_funds'
  | 'generic_decline'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'fails_later'

export type TestCard = { number: string; brand: string; behavior: CardBehavior; id: string }

/** Stripe's own test numbers, and the payment method ids that stand for them in server code (https://docs.stripe.com/testing). */
export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', brand: 'visa', behavior: 'succeeds', id: 'pm_card_visa' },
  { number: '5555555555554444', brand: 'mastercard', behavior: 'succeeds', id: 'pm_card_mastercard' },
  { number: '4000002500003155', brand: 'visa', behavior: 'asks_once', id: 'pm_card_authenticationRequiredOnSetup' },
  { number: '4000002760003184', brand: 'visa', behavior: 'asks_always', id: 'pm_card_authenticationRequired' },
  {
    number: '4000000000009995',
    brand: 'visa',
    behavior: 'insufficient_funds',
    id: 'pm_card_visa_chargeDeclinedInsufficientFunds',
  },
  { number: '4000000000000002', brand: 'visa', behavior: 'generic_decline', id: 'pm_card_visa_chargeDeclined' },
  { number: '4000000000000069', brand: 'visa', behavior: 'expired_card', id: 'pm_card_chargeDeclinedExpiredCard' },
  { number: '4000000000000127', brand: 'visa', behavior: 'incorrect_cvc', id: 'pm_card_chargeDeclinedIncorrectCvc' },
  // Stripe declines every charge of this card. Here the first payment, which attaches it, goes through, so that one
  // number is enough to see a renewal fail.
  { number: '4000000000000341', brand: 'visa', behavior: 'fails_later', id: 'pm_card_chargeCustomerFail' },
]
