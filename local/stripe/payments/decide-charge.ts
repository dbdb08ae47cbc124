import type { CardBehavior } from './test-cards.ts'

/** `isSaved`: the card belongs to a customer already. */
export type ChargeSituation = { offSession: boolean; authenticated: boolean; isSaved?: boolean }

export type Decline = {
  outcome: 'declined'
  code: 'authentication_required' | 'card_declined' | 'expired_card' | 'incorrect_cvc'
  declineCode: string
  adviceCode: 'try_again_later' | 'confirm_card_data' | null
  message: string
}

export type ChargeDecision =
  | { outcome: 'paid' }
  | { outcome: 'requires_action' }
  /** A bank debit: the answer comes days later. */
  | { outcome: 'processing' }
  | Decline

/** What the bank behind a test card says. */
export function decideCharge(behavior: CardBehavior, situation: ChargeSituation): ChargeDecision {
  switch (behavior) {
    case 'succeeds':
    case 'disputed':
    case 'inquired':
      return { outcome: 'paid' }
    case 'asks_once':
    case 'asks_always':
      return situation.authenticated ? { outcome: 'paid' } : { outcome: 'requires_action' }
    case 'asks_then_fails':
      return situation.authenticated ? decideDecline('insufficient_funds') : { outcome: 'requires_action' }
    case 'fails_later':
      return situation.offSession || situation.isSaved ? genericDecline : { outcome: 'paid' }
    case 'debit_succeeds':
    case 'debit_fails':
      return { outcome: 'processing' }
    default:
      return decideDecline(behavior)
  }
}

type DecliningBehavior = 'generic_decline' | 'insufficient_funds' | 'expired_card' | 'incorrect_cvc' | 'spent'

/** Asked whether it may be kept for later: the cards that decline a payment cannot be kept either. */
export function decideSetup(behavior: CardBehavior, authenticated: boolean): ChargeDecision {
  if (behavior === 'fails_later' || behavior === 'debit_succeeds' || behavior === 'debit_fails')
    return { outcome: 'paid' }
  if (behavior === 'asks_then_fails' && authenticated) return { outcome: 'paid' }
  return decideCharge(behavior, { offSession: false, authenticated })
}

function decideDecline(behavior: DecliningBehavior): Decline {
  switch (behavior) {
    case 'insufficient_funds':
      return decline('card_declined', 'insufficient_funds', 'try_again_later', 'Your card has insufficient funds.')
    case 'expired_card':
      return decline('expired_card', 'expired_card', 'confirm_card_data', 'Your card has expired.')
    case 'incorrect_cvc':
      return decline('incorrect_cvc', 'incorrect_cvc', 'confirm_card_data', "Your card's security code is incorrect.")
    case 'generic_decline':
    case 'spent':
      return genericDecline
  }
}

function decline(
  code: Decline['code'],
  declineCode: string,
  adviceCode: Decline['adviceCode'],
  message: string,
): Decline {
  return { outcome: 'declined', code, declineCode, adviceCode, message }
}

export const genericDecline = decline('card_declined', 'generic_decline', 'try_again_later', 'Your card was declined.')

/** Nobody is there to prove who they are. */
export const authenticationDecline = decline(
  'authentication_required',
  'authentication_required',
  null,
  'Your card was declined. This transaction requires authentication.',
)
