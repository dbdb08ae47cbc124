import type Stripe from 'stripe'
import { StripeApiError } from '../api/stripe-api-error.ts'
import type { World } from '../world.ts'
import { decideSetup } from './decide-charge.ts'
import { describeDecline } from './describe-decline.ts'

/** A card that its bank declines cannot be attached either (https://docs.stripe.com/testing#declined-payments). */
export function requireAcceptedCard(world: World, method: Stripe.PaymentMethod): void {
  const decision = decideSetup(world.state.cardBehaviors[method.id] ?? 'succeeds', true)
  if (decision.outcome !== 'declined') return
  throw new StripeApiError(402, describeDecline(decision, method))
}
