import type Stripe from 'stripe'
import { expireSession } from '../checkout/expire-session.ts'
import { openSession } from '../checkout/open-session.ts'
import { idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'
import { toCheckoutOrder } from './to-checkout-order.ts'

export const checkoutEndpoints = [
  defineEndpoint<Stripe.Checkout.SessionCreateParams>({
    method: 'POST',
    path: '/v1/checkout/sessions',
    params: 'Checkout.SessionCreateParams',
    supports: [
      'allow_promotion_codes',
      'automatic_tax',
      'cancel_url',
      'client_reference_id',
      'currency',
      'customer',
      'customer_email',
      'discounts',
      'expires_at',
      'line_items',
      'locale',
      'metadata',
      'mode',
      'payment_intent_data',
      'payment_method_collection',
      'setup_intent_data',
      'submit_type',
      'subscription_data',
      'success_url',
      'ui_mode',
    ],
    run: (world, params) => openSession(world, params, toCheckoutOrder(world, params)),
  }),
  defineEndpoint<Stripe.Checkout.SessionRetrieveParams>({
    method: 'GET',
    path: '/v1/checkout/sessions/:id',
    params: 'Checkout.SessionRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireSession(world, id),
  }),
  defineEndpoint<Stripe.Checkout.SessionListParams>({
    method: 'GET',
    path: '/v1/checkout/sessions',
    params: 'Checkout.SessionListParams',
    supports: ['created', 'customer', 'ending_before', 'limit', 'starting_after', 'status', 'subscription'],
    run(world, params) {
      const found = Object.values(world.state.checkoutSessions).filter(
        (session) =>
          (params.customer === undefined || idOf(session.customer) === params.customer) &&
          (params.status === undefined || session.status === params.status) &&
          (params.subscription === undefined || idOf(session.subscription) === params.subscription),
      )
      return listPage('/v1/checkout/sessions', found, params)
    },
  }),
  defineEndpoint<Stripe.Checkout.SessionExpireParams>({
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
    params: 'Checkout.SessionExpireParams',
    supports: [],
    run(world, _params, id) {
      const session = requireSession(world, id)
      if (session.status !== 'open') {
        throw createInvalidRequestError(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        )
      }
      expireSession(world, session)
      return session
    },
  }),
]

function requireSession(world: World, id: string): Stripe.Checkout.Session {
  const session = world.state.checkoutSessions[id]
  if (!session) throw createNotFoundError('checkout.session', id)
  return session
}
