import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import { cancelSetupIntent } from '../payments/cancel-intent.ts'
import { confirmSetupIntent, requireConfirmableSetup } from '../payments/confirm-setup-intent.ts'
import { createSetupIntent } from '../payments/create-setup-intent.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { chooseMethod } from './method-form.ts'
import { requireSetupIntent } from './require-intent.ts'
import { requireReturnUrl } from './require-return-url.ts'
import { createMissingReferenceError } from './stripe-api-error.ts'
import { toOfferedMethods } from './to-offered-methods.ts'

export const setupIntentEndpoints = [
  defineEndpoint<Stripe.SetupIntentCreateParams>({
    method: 'POST',
    path: '/v1/setup_intents',
    params: 'SetupIntentCreateParams',
    supports: [
      'allowed_payment_method_types',
      'automatic_payment_methods',
      'confirm',
      'customer',
      'description',
      'metadata',
      'payment_method',
      'return_url',
      'usage',
      'use_stripe_sdk',
    ],
    run: createFromParams,
  }),
  defineEndpoint<Stripe.SetupIntentRetrieveParams>({
    method: 'GET',
    path: '/v1/setup_intents/:id',
    params: 'SetupIntentRetrieveParams',
    supports: ['client_secret'],
    run: (world, _params, id) => requireSetupIntent(world, id),
  }),
  defineEndpoint<Stripe.SetupIntentListParams>({
    method: 'GET',
    path: '/v1/setup_intents',
    params: 'SetupIntentListParams',
    supports: ['created', 'customer', 'ending_before', 'limit', 'payment_method', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.setupIntents).filter(
        (intent) =>
          (params.customer === undefined || idOf(intent.customer) === params.customer) &&
          (params.payment_method === undefined || idOf(intent.payment_method) === params.payment_method),
      )
      return listPage('/v1/setup_intents', found, params)
    },
  }),
  // Without an event: Stripe has none for a changed set-up.
  defineEndpoint<Stripe.SetupIntentUpdateParams>({
    method: 'POST',
    path: '/v1/setup_intents/:id',
    params: 'SetupIntentUpdateParams',
    supports: ['description', 'metadata', 'payment_method'],
    run(world, params, id) {
      const intent = requireSetupIntent(world, id)
      if (params.payment_method !== undefined) {
        requireConfirmableSetup(intent)
        const method = resolveMethod(world, params.payment_method)
        Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' })
      }
      intent.metadata = mergeMetadata(intent.metadata ?? {}, params.metadata)
      if (params.description !== undefined) intent.description = params.description || null
      return intent
    },
  }),
  defineEndpoint<Stripe.SetupIntentConfirmParams>({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    params: 'SetupIntentConfirmParams',
    supports: ['payment_method', 'return_url', 'use_stripe_sdk'],
    run(world, params, id) {
      const intent = requireSetupIntent(world, id)
      requireConfirmableSetup(intent)
      requireReturnUrl(intent, params.return_url)
      return confirmSetupIntent(world, intent, chooseMethod(world, intent, { payment_method: params.payment_method }))
    },
  }),
  defineEndpoint<Stripe.SetupIntentCancelParams>({
    method: 'POST',
    path: '/v1/setup_intents/:id/cancel',
    params: 'SetupIntentCancelParams',
    supports: ['cancellation_reason'],
    run(world, params, id) {
      const intent = requireSetupIntent(world, id)
      cancelSetupIntent(world, intent, params.cancellation_reason ?? null)
      return intent
    },
  }),
]

function createFromParams(world: World, params: Stripe.SetupIntentCreateParams): Stripe.SetupIntent {
  const { customer = null, payment_method: methodId } = params
  if (customer !== null && !world.state.customers[customer]) {
    throw createMissingReferenceError('customer', customer, 'customer')
  }
  const offered = toOfferedMethods(params)
  if (params.confirm && offered.kind === 'automatic') requireReturnUrl(offered, params.return_url)
  const method = methodId === undefined ? null : resolveMethod(world, methodId)
  const intent = createSetupIntent(world, {
    customer,
    usage: params.usage === 'on_session' ? 'on_session' : 'off_session',
    metadata: mergeMetadata({}, params.metadata),
    offered,
    description: params.description ?? null,
  })
  if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' })
  return params.confirm ? confirmSetupIntent(world, intent, chooseMethod(world, intent, {})) : intent
}
