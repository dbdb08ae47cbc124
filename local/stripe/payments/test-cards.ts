export type CardBehavior =
  | 'succeeds'
  | 'asks_once'
  | 'asks_always'
  | 'asks_then_fails'
  | 'insufficient_funds'
  | 'generic_decline'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'fails_later'
  | 'disputed'
  | 'inquired'
  | 'debit_succeeds'
  | 'debit_fails'
  /** Detached, or paid with once without being kept: Stripe lets nobody use it again. */
  | 'spent'

export type TestCard = {
  number: string
  brand: string
  behavior: CardBehavior
  id: string
  funding?: 'debit'
  /** What a wallet gives to the shop in place of this card's number, so that its fingerprint is another one. */
  walletNumber?: string
}

/** Stripe's own test numbers, and the payment method ids that stand for them in server code (https://docs.stripe.com/testing). */
export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', brand: 'visa', behavior: 'succeeds', id: 'pm_card_visa' },
  { number: '4000056655665556', brand: 'visa', behavior: 'succeeds', id: 'pm_card_visa_debit', funding: 'debit' },
  { number: '5555555555554444', brand: 'mastercard', behavior: 'succeeds', id: 'pm_card_mastercard' },
  // The device number is ours: Stripe documents that wallets may have a fingerprint of their own, and no card that does.
  {
    number: '5200828282828210',
    brand: 'mastercard',
    behavior: 'succeeds',
    id: 'pm_card_mastercard_debit',
    funding: 'debit',
    walletNumber: '5200828282820000',
  },
  { number: '378282246310005', brand: 'amex', behavior: 'succeeds', id: 'pm_card_amex' },
  { number: '4000002500003155', brand: 'visa', behavior: 'asks_once', id: 'pm_card_authenticationRequiredOnSetup' },
  { number: '4000002760003184', brand: 'visa', behavior: 'asks_always', id: 'pm_card_authenticationRequired' },
  {
    number: '4000008260003178',
    brand: 'visa',
    behavior: 'asks_then_fails',
    id: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
  },
  {
    number: '4000000000009995',
    brand: 'visa',
    behavior: 'insufficient_funds',
    id: 'pm_card_visa_chargeDeclinedInsufficientFunds',
  },
  { number: '4000000000000002', brand: 'visa', behavior: 'generic_decline', id: 'pm_card_visa_chargeDeclined' },
  { number: '4000000000000069', brand: 'visa', behavior: 'expired_card', id: 'pm_card_chargeDeclinedExpiredCard' },
  { number: '4000000000000127', brand: 'visa', behavior: 'incorrect_cvc', id: 'pm_card_chargeDeclinedIncorrectCvc' },
  // Stripe declines every charge of this card. Here the payment that attaches it goes through, so that one number is
  // enough to see a renewal fail.
  { number: '4000000000000341', brand: 'visa', behavior: 'fails_later', id: 'pm_card_chargeCustomerFail' },
  { number: '4000000000000259', brand: 'visa', behavior: 'disputed', id: 'pm_card_createDispute' },
  { number: '4000000000001976', brand: 'visa', behavior: 'inquired', id: 'pm_card_createDisputeInquiry' },
]
