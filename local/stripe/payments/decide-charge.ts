import type { CardBehavior } from './test-cards.ts'

export type ChargeSituation = { offSession: boolean; authenticated: boolean }

export type ChargeDecision =
  | { outcome: 'paid' }
  | { outcome: 'requires_action' }
  | {
      outcome: 'declined'
      code: 'card_declined' | 'expired_card' | 'incorrect_cvc'
      declineCode: string
      adviceCode: 'try_again_later' | 'confirm_card_data' | null
      message: string
    }

/** What the bank behind a test card says. */
export function decideCharge(behavior: CardBehavior, situation: ChargeSituation): ChargeDecision {
  switch (behavior) {
    case 'succeeds':
      return { outcome: 'paid' }
    case 'asks_once':
      return situation.offSession || situation.authenticated ? { outcome: 'paid' } : { outcome: 'requires_action' }
    case 'asks_always':
      return situation.authenticated ? { outcome: 'paid' } : { outcome: 'requires_action' }
    case 'fails_later':
      return situation.offSession ? genericDecline : { outcome: 'paid' }
    case 'generic_decline':
      return genericDecline
    case 'insufficient_funds':
      return decline('card_declined', 'insufficient_funds', 'try_again_later', 'Your card has insufficient funds.')
    case 'expired_card':
      return decline('expired_card', 'expired_card', 'confirm_card_data', 'Your card has expired.')
    case 'incorrect_cvc':
      return decline('incorrect_cvc', 'incorrect_cvc', 'confirm_card_data', "Your card's security code is incorrect.")
  }
}

type Decline = Extract<ChargeDecision, { outcome: 'declined' }>

function decline(
  code: Decline['code'],
  declineCode: string,
  adviceCode: Decline['adviceCode'],
  message: string,
): ChargeDecision {
  return { outcome: 'declined', code, declineCode, adviceCode, message }
}

const genericDecline = decline('card_declined', 'generic_decline', 'try_again_later', 'Your card was declined.')
