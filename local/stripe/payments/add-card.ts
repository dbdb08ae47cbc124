import type Stripe from 'stripe'
import { StripeApiError } from '../api/stripe-api-error.ts'
import { buildPaymentMethod, type CardFacts, type WalletType } from '../objects/build-payment-method.ts'
import { readNow, type World } from '../world.ts'
import { type TestCard, testCards } from './test-cards.ts'

export type EnteredCard = {
  number: string
  exp_month: number
  exp_year: number
  cvc: string
  /** The wallet that handed the card over. */
  wallet?: { type: WalletType }
}

/** A card typed into the payment form, or chosen in a wallet. Only test numbers exist here. */
export function addEnteredCard(
  world: World,
  entered: EnteredCard,
  allowRedisplay: CardFacts['allowRedisplay'] = 'unspecified',
): Stripe.PaymentMethod {
  const number = entered.number.replace(/\s/g, '')
  const card = testCards.find((each) => each.number === number)
  if (!card) {
    throw new StripeApiError(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
      message:
        'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://docs.stripe.com/testing.',
    })
  }
  return addCard(world, card, {
    expMonth: entered.exp_month,
    expYear: toFullYear(entered.exp_year),
    wallet: entered.wallet?.type ?? null,
    allowRedisplay,
  })
}

const walletNames: Record<string, WalletType> = { applePay: 'apple_pay', googlePay: 'google_pay', link: 'link' }

/**
 * `pm_card_visa` and its like: each use makes a new payment method, as at Stripe. Ours alone: `pm_card_visa_applePay`
 * (also `_googlePay`, `_link`) is the same card out of a wallet, for tests without a browser.
 */
export function addNamedCard(world: World, name: string): Stripe.PaymentMethod | null {
  const [, base = name, walletName = ''] = /^(.*)_(applePay|googlePay|link)$/.exec(name) ?? []
  const card = testCards.find((each) => each.id === base)
  if (!card) return null
  const expYear = new Date(readNow(world) * 1000).getUTCFullYear() + 4
  const wallet = walletNames[walletName] ?? null
  return addCard(world, card, { expMonth: 12, expYear, wallet, allowRedisplay: 'unspecified' })
}

function addCard(world: World, card: TestCard, facts: Omit<CardFacts, 'card' | 'created'>): Stripe.PaymentMethod {
  const method = buildPaymentMethod({ ...facts, card, created: readNow(world) })
  world.state.paymentMethods[method.id] = method
  world.state.cardBehaviors[method.id] = card.behavior
  return method
}

const toFullYear = (year: number) => (year < 100 ? 2000 + year : year)
