import type Stripe from 'stripe'
import { confirmSetupIntent, finishSetupAuthentication } from '../payments/confirm-setup-intent.ts'
import { createSetupIntent } from '../payments/create-setup-intent.ts'
import type { World } from '../world.ts'

/** Keeps a card whose owner has proved who they are already, if the bank asked for it. */
export function keepCard(
  world: World,
  customer: Stripe.Customer,
  method: Stripe.PaymentMethod,
  metadata: Stripe.Metadata,
): Stripe.SetupIntent {
  const intent = createSetupIntent(world, { customer: customer.id, usage: 'off_session', metadata })
  confirmSetupIntent(world, intent, method)
  if (intent.status === 'requires_action') finishSetupAuthentication(world, intent, true)
  return intent
}
