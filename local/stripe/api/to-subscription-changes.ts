import type Stripe from 'stripe'
import { readNow, type World } from '../world.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError } from './stripe-api-error.ts'
import { readSaveSetting } from './to-subscription-facts.ts'

type UpdateParams = Stripe.SubscriptionUpdateParams
type Changes = Partial<Stripe.Subscription>

/** What `subscriptions.update` changes; throws for what Stripe refuses in the subscription's state. */
export function toSubscriptionChanges(world: World, subscription: Stripe.Subscription, params: UpdateParams): Changes {
  requireChangeable(subscription, params)
  const saves = readSaveSetting(params.payment_settings)
  return {
    metadata: mergeMetadata(subscription.metadata, params.metadata),
    ...(params.description !== undefined && { description: params.description || null }),
    ...(params.default_payment_method !== undefined && {
      default_payment_method: requireOwnMethod(world, subscription, params.default_payment_method),
    }),
    ...(saves && {
      payment_settings: { ...noPaymentSettings, ...subscription.payment_settings, save_default_payment_method: saves },
    }),
    ...toEndChanges(world, subscription, params),
  }
}

/** `cancel_at_period_end` and `cancel_at` set each other; taking either back forgets why it was asked for. */
function toEndChanges(world: World, subscription: Stripe.Subscription, params: UpdateParams): Changes {
  const details = {
    ...noDetails,
    ...subscription.cancellation_details,
    ...toCancellationDetails(params.cancellation_details),
  }
  const endsAt = readEnd(subscription, params)
  if (endsAt === undefined) return { cancellation_details: details }
  if (endsAt === null) {
    return { cancel_at: null, cancel_at_period_end: false, canceled_at: null, cancellation_details: noDetails }
  }
  return {
    cancel_at: endsAt,
    cancel_at_period_end: params.cancel_at_period_end === true,
    canceled_at: readNow(world),
    cancellation_details: { ...details, reason: 'cancellation_requested' },
  }
}

/** Undefined: not spoken of. Null: it shall go on. */
function readEnd(subscription: Stripe.Subscription, params: UpdateParams): number | null | undefined {
  if (params.cancel_at !== undefined && params.cancel_at_period_end !== undefined) {
    throw createInvalidRequestError('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
      code: 'parameters_exclusive',
    })
  }
  const ends = subscription.items.data.map((item) => item.current_period_end)
  if (params.cancel_at_period_end !== undefined) return params.cancel_at_period_end ? Math.min(...ends) : null
  if (params.cancel_at === undefined) return undefined
  if (params.cancel_at === '' || params.cancel_at === null) return null
  if (typeof params.cancel_at === 'number') return params.cancel_at
  return params.cancel_at === 'min_period_end' ? Math.min(...ends) : Math.max(...ends)
}

/** An empty string takes a detail back. */
export function toCancellationDetails(
  details: UpdateParams['cancellation_details'],
): Partial<Stripe.Subscription.CancellationDetails> {
  const entries = Object.entries(details ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name, value || null]))
}

function requireChangeable(subscription: Stripe.Subscription, params: UpdateParams): void {
  const asked = Object.keys(params).filter((name) => name !== 'expand')
  if (subscription.ended_at !== null && asked.some((name) => name !== 'metadata' && name !== 'cancellation_details')) {
    throw createInvalidRequestError('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
    })
  }
  if (subscription.status === 'incomplete' && asked.some((name) => name !== 'metadata')) {
    throw createInvalidRequestError(
      'This subscription is `incomplete`. Only metadata and default_source can be updated until its first invoice is paid.',
    )
  }
}

function requireOwnMethod(world: World, subscription: Stripe.Subscription, id: string): string {
  const method = world.state.paymentMethods[id]
  if (!method) throw createMissingReferenceError('PaymentMethod', id, 'default_payment_method')
  if (method.customer === subscription.customer) return id
  throw createInvalidRequestError(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param: 'default_payment_method' },
  )
}

const noDetails = { comment: null, feedback: null, feedback_option: null, reason: null }
const noPaymentSettings = { payment_method_options: null, payment_method_types: null }
