import type Stripe from 'stripe'
import { StripeApiError } from '../api/stripe-api-error.ts'
import { buildPaymentMethod } from '../objects/build-payment-method.ts'
import { readNow, type World } from '../world.ts'
import { type TestCard, testCards } from './test-cards.ts'

export type EnteredCard = { number: string; exp_month: number; exp_year: number; cvc: string }

/** A card typed into the payment form. Only test numbers exist here. */
export function addEnteredCard(world: World, entered: EnteredCard): Stripe.PaymentMethod {
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
  return addCard(world, card, entered.exp_month, toFullYear(entered.exp_year))
}

/** `pm_card_visa` and its like: each use makes a new payment method, as at Stripe. */
export function addNamedCard(world: World, name: string): Stripe.PaymentMethod | null {
  const card = testCards.find((each) => each.id === name)
  return card ? addCard(world, card, 12, new Date(readNow(world) * 1000).getUTCFullYear() + 4) : null
}

function addCard(world: World, card: TestCard, expMonth: number, expYear: number): Stripe.PaymentMethod {
  const method = buildPaymentMethod({ card, expMonth, expYear, created: readNow(world) })
  world.state.paymentMethods[method.id] = method
  world.state.cardBehaviors[method.id] = card.behavior
  return method
}

const toFullYear = (year: number) => (year < 100 ? 2000 + year : year)
