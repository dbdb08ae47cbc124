import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import { cancelPaymentIntent } from '../payments/cancel-intent.ts'
import { confirmPaymentIntent, requireConfirmable } from '../payments/confirm-payment-intent.ts'
import { createPaymentIntent, requireAmount } from '../payments/create-payment-intent.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { chooseMethod } from './method-form.ts'
import { requirePaymentIntent } from './require-intent.ts'
import { requireReturnUrl } from './require-return-url.ts'
import { createInvalidRequestError, createMissingReferenceError } from './stripe-api-error.ts'
import { toOfferedMethods } from './to-offered-methods.ts'

export const paymentIntentEndpoints = [
  defineEndpoint<Stripe.PaymentIntentCreateParams>({
    method: 'POST',
    path: '/v1/payment_intents',
    params: 'PaymentIntentCreateParams',
    supports: [
      'allowed_payment_method_types',
      'amount',
      'automatic_payment_methods',
      'confirm',
      'currency',
      'customer',
      'description',
      'metadata',
      'off_session',
      'payment_method',
      'receipt_email',
      'return_url',
      'setup_future_usage',
      'use_stripe_sdk',
    ],
    run: createFromParams,
  }),
  defineEndpoint<Stripe.PaymentIntentRetrieveParams>({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    params: 'PaymentIntentRetrieveParams',
    supports: ['client_secret'],
    run: (world, _params, id) => requirePaymentIntent(world, id),
  }),
  defineEndpoint<Stripe.PaymentIntentListParams>({
    method: 'GET',
    path: '/v1/payment_intents',
    params: 'PaymentIntentListParams',
    supports: ['created', 'customer', 'ending_before', 'limit', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.paymentIntents).filter(
        (intent) => params.customer === undefined || idOf(intent.customer) === params.customer,
      )
      return listPage('/v1/payment_intents', found, params)
    },
  }),
  defineEndpoint<Stripe.PaymentIntentUpdateParams>({
    method: 'POST',
    path: '/v1/payment_intents/:id',
    params: 'PaymentIntentUpdateParams',
    supports: ['amount', 'description', 'metadata', 'payment_method', 'receipt_email', 'setup_future_usage'],
    run(world, params, id) {
      const intent = requirePaymentIntent(world, id)
      Object.assign(intent, toChanges(world, intent, params))
      return intent
    },
  }),
  defineEndpoint<Stripe.PaymentIntentConfirmParams>({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    params: 'PaymentIntentConfirmParams',
    supports: ['off_session', 'payment_method', 'return_url', 'setup_future_usage', 'use_stripe_sdk'],
    run(world, params, id) {
      const intent = requirePaymentIntent(world, id)
      requireConfirmable(intent)
      requireReturnUrl(intent, params.return_url)
      const method = chooseMethod(world, intent, { payment_method: params.payment_method })
      if (params.setup_future_usage !== undefined) {
        intent.setup_future_usage = params.setup_future_usage || null
      }
      return confirmPaymentIntent(world, intent, method, isOffSession(params.off_session))
    },
  }),
  defineEndpoint<Stripe.PaymentIntentCancelParams>({
    method: 'POST',
    path: '/v1/payment_intents/:id/cancel',
    params: 'PaymentIntentCancelParams',
    supports: ['cancellation_reason'],
    run(world, params, id) {
      const intent = requirePaymentIntent(world, id)
      cancelPaymentIntent(world, intent, params.cancellation_reason ?? null)
      return intent
    },
  }),
]

function createFromParams(world: World, params: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent {
  const { customer = null, payment_method: methodId } = params
  if (customer !== null && !world.state.customers[customer]) {
    throw createMissingReferenceError('customer', customer, 'customer')
  }
  if (params.off_session !== undefined && !params.confirm) {
    throw createInvalidRequestError('off_session can only be used when confirm is true.', { param: 'off_session' })
  }
  const offered = toOfferedMethods(params)
  if (params.confirm && offered.kind === 'automatic') requireReturnUrl(offered, params.return_url)
  const method = methodId === undefined ? null : resolveMethod(world, methodId)
  const intent = createPaymentIntent(world, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    offered,
    receiptEmail: params.receipt_email ?? null,
    setupFutureUsage: params.setup_future_usage === undefined ? null : toUsage(params.setup_future_usage),
  })
  if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' })
  if (!params.confirm) return intent
  return confirmPaymentIntent(world, intent, chooseMethod(world, intent, {}), isOffSession(params.off_session))
}

function toChanges(
  world: World,
  intent: Stripe.PaymentIntent,
  params: Stripe.PaymentIntentUpdateParams,
): Partial<Stripe.PaymentIntent> {
  const { amount, description, metadata, payment_method, receipt_email, setup_future_usage } = params
  const changesTerms = [amount, payment_method, setup_future_usage].some((value) => value !== undefined)
  if (changesTerms && !intent.status.startsWith('requires_')) {
    throw createInvalidRequestError(
      `This PaymentIntent could not be updated because it has a status of ${intent.status}. You may only update a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      { code: 'payment_intent_unexpected_state' },
    )
  }
  if (amount !== undefined) requireAmount(amount)
  return {
    metadata: mergeMetadata(intent.metadata, metadata),
    ...(amount !== undefined && { amount }),
    ...(description !== undefined && { description: description || null }),
    ...(receipt_email !== undefined && { receipt_email: receipt_email || null }),
    ...(setup_future_usage !== undefined && { setup_future_usage: setup_future_usage || null }),
    ...(payment_method !== undefined && {
      payment_method: resolveMethod(world, payment_method).id,
      status: 'requires_confirmation' as const,
    }),
  }
}

const toUsage = (usage: string) => (usage === 'on_session' ? 'on_session' : 'off_session')

/** Stripe also takes the old words `one_off` and `recurring`, which mean that the customer is away. */
const isOffSession = (given: unknown) => given !== undefined && given !== false
