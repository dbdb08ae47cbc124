import type Stripe from 'stripe'
import { describeTax } from '../objects/build-subscription.ts'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { requireOwnMethod } from './require-own-method.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'
import { readSaveSetting, requireSimpleTerms } from './to-subscription-facts.ts'

type UpdateParams = Stripe.SubscriptionUpdateParams
type Changes = Partial<Stripe.Subscription>

/** What `subscriptions.update` changes; throws for what Stripe refuses in the subscription's state. */
export function toSubscriptionChanges(world: World, subscription: Stripe.Subscription, params: UpdateParams): Changes {
  const saves = readSaveSetting(params.payment_settings)
  requireSimpleTerms(params)
  return {
    metadata: mergeMetadata(subscription.metadata, params.metadata),
    ...(params.description !== undefined && { description: params.description || null }),
    ...(params.default_payment_method !== undefined && {
      default_payment_method: requireOwnMethod(world, idOf(subscription.customer) ?? '', params.default_payment_method),
    }),
    ...(saves && {
      payment_settings: { ...noPaymentSettings, ...subscription.payment_settings, save_default_payment_method: saves },
    }),
    ...(params.trial_settings && { trial_settings: toTrialSettings(params.trial_settings) }),
    ...(params.automatic_tax && { automatic_tax: describeTax(params.automatic_tax.enabled) }),
    ...toEndChanges(world, subscription, params),
  }
}

const toTrialSettings = ({
  end_behavior,
}: Stripe.SubscriptionUpdateParams.TrialSettings): Stripe.Subscription.TrialSettings => ({
  end_behavior: {
    billing_cycle_anchor: null,
    missing_payment_method: end_behavior.missing_payment_method ?? 'create_invoice',
  },
})

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

const noDetails = { comment: null, feedback: null, feedback_option: null, reason: null }
const noPaymentSettings = { payment_method_options: null, payment_method_types: null }
