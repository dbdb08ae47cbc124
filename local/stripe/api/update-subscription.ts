import type Stripe from 'stripe'
import { changeSubscription, type PaymentBehavior } from '../billing/change-subscription.ts'
import { createDiscounts } from '../billing/redeem-discounts.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { idOf, requireCustomerOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { toChangeRequest } from './to-change-request.ts'
import { toRedemptions } from './to-redemptions.ts'
import { toSubscriptionChanges } from './to-subscription-changes.ts'

type UpdateParams = Stripe.SubscriptionUpdateParams

/** First what only the subscription itself says, then what is billed for it. */
export function updateSubscription(world: World, subscription: Stripe.Subscription, params: UpdateParams): void {
  const request = toChangeRequest(world, subscription, params)
  changeObject(world, 'customer.subscription.updated', subscription, {
    ...toSubscriptionChanges(world, subscription, params),
    ...replaceDiscounts(world, subscription, params.discounts),
  })
  changeSubscription(world, subscription, request, {
    behavior: (params.payment_behavior ?? 'allow_incomplete') as PaymentBehavior,
    offSession: params.off_session ?? false,
  })
}

/** A list takes the place of those before, the empty string ends them; unsaid or empty leaves them. */
function replaceDiscounts(world: World, subscription: Stripe.Subscription, wanted: UpdateParams['discounts']) {
  if (wanted === undefined || (Array.isArray(wanted) && wanted.length === 0)) return {}
  const named = Array.isArray(wanted) ? wanted : []
  const kept = subscription.discounts
    .map((discount) => idOf(discount) ?? '')
    .filter((id) => named.some((each) => each.discount === id))
  const asked = named.filter((each) => !kept.includes(each.discount ?? ''))
  const redemptions = toRedemptions(world, requireCustomerOf(world.state, subscription), asked)
  for (const discount of subscription.discounts) {
    const ended = world.state.discounts[idOf(discount) ?? '']
    if (ended && !kept.includes(ended.id)) emitEvent(world, 'customer.discount.deleted', ended)
  }
  return { discounts: [...kept, ...createDiscounts(world, subscription, redemptions)] }
}
