import type Stripe from 'stripe'
import { endSubscription, expireIncompleteSubscription } from '../billing/end-subscription.ts'
import { startSubscription } from '../billing/start-subscription.ts'
import { idOf } from '../objects/find-object.ts'
import { undoOnError } from '../state/undo-on-error.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { requireChangeable } from './require-changeable.ts'
import { createNotFoundError } from './stripe-api-error.ts'
import { toCancellationDetails } from './to-subscription-changes.ts'
import { toSubscriptionFacts } from './to-subscription-facts.ts'
import { updateSubscription } from './update-subscription.ts'

export const subscriptionEndpoints = [
  defineEndpoint<Stripe.SubscriptionCreateParams>({
    method: 'POST',
    path: '/v1/subscriptions',
    params: 'SubscriptionCreateParams',
    supports: [
      'automatic_tax',
      'collection_method',
      'customer',
      'default_payment_method',
      'description',
      'discounts',
      'items',
      'metadata',
      'off_session',
      'payment_behavior',
      'payment_settings',
      'trial_end',
      'trial_period_days',
      'trial_settings',
    ],
    run(world, params) {
      const { customer, facts } = toSubscriptionFacts(world, params)
      const metadata = mergeMetadata({}, params.metadata)
      return undoOnError(world.state, () => startSubscription(world, customer, { ...facts, metadata }))
    },
  }),
  defineEndpoint<Stripe.SubscriptionRetrieveParams>({
    method: 'GET',
    path: '/v1/subscriptions/:id',
    params: 'SubscriptionRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireSubscription(world, id),
  }),
  defineEndpoint<Stripe.SubscriptionListParams>({
    method: 'GET',
    path: '/v1/subscriptions',
    params: 'SubscriptionListParams',
    supports: ['created', 'customer', 'ending_before', 'limit', 'price', 'starting_after', 'status'],
    run(world, params) {
      const found = Object.values(world.state.subscriptions).filter(
        (subscription) =>
          hasStatus(subscription, params.status) &&
          (params.customer === undefined || idOf(subscription.customer) === params.customer) &&
          (params.price === undefined || subscription.items.data.some((item) => item.price.id === params.price)),
      )
      return listPage('/v1/subscriptions', found, params)
    },
  }),
  defineEndpoint<Stripe.SubscriptionUpdateParams>({
    method: 'POST',
    path: '/v1/subscriptions/:id',
    params: 'SubscriptionUpdateParams',
    supports: [
      'automatic_tax',
      'billing_cycle_anchor',
      'cancel_at',
      'cancel_at_period_end',
      'cancellation_details',
      'default_payment_method',
      'description',
      'discounts',
      'items',
      'metadata',
      'off_session',
      'payment_behavior',
      'payment_settings',
      'proration_behavior',
      'proration_date',
      'trial_end',
      'trial_settings',
    ],
    run(world, params, id) {
      const subscription = requireSubscription(world, id)
      requireChangeable(subscription, params)
      undoOnError(world.state, () => updateSubscription(world, subscription, params))
      return subscription
    },
  }),
  defineEndpoint<Stripe.SubscriptionCancelParams>({
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    params: 'SubscriptionCancelParams',
    supports: ['cancellation_details'],
    run(world, params, id) {
      const subscription = requireSubscription(world, id)
      if (subscription.ended_at !== null) throw createNotFoundError('subscription', id)
      if (subscription.status === 'incomplete') expireIncompleteSubscription(world, subscription)
      else
        endSubscription(
          world,
          subscription,
          'cancellation_requested',
          toCancellationDetails(params.cancellation_details),
        )
      return subscription
    },
  }),
]

export function requireSubscription(world: World, id: string): Stripe.Subscription {
  const subscription = world.state.subscriptions[id]
  if (!subscription) throw createNotFoundError('subscription', id)
  return subscription
}

/** Unasked, Stripe leaves out the canceled ones. */
function hasStatus(subscription: Stripe.Subscription, status: string | undefined): boolean {
  if (status === 'all') return true
  if (status === 'ended') return subscription.ended_at !== null
  if (status === undefined) return subscription.status !== 'canceled'
  return subscription.status === status
}
