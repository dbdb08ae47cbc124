import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'

/**
 * The card of a subscription that had nothing to charge when it began. Whether Stripe makes it the subscription's
 * default differs from page to page of its documentation; here it does.
 */
export function onSetupIntentSucceeded(world: World, intent: Stripe.SetupIntent): void {
  const waiting = Object.values(world.state.subscriptions).find(
    (subscription) => idOf(subscription.pending_setup_intent) === intent.id,
  )
  if (!waiting) return
  changeObject(world, 'customer.subscription.updated', waiting, {
    pending_setup_intent: null,
    default_payment_method: idOf(intent.payment_method),
  })
}
