import type Stripe from 'stripe'
import type { StartFacts } from '../billing/start-subscription.ts'
import { readNow, type World } from '../world.ts'
import { requireOnly } from './require-only.ts'
import { requireOwnMethod } from './require-own-method.ts'
import { requirePrice } from './require-price.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'
import { toRedemptions } from './to-redemptions.ts'

type CreateParams = Stripe.SubscriptionCreateParams
type Facts = Omit<StartFacts, 'metadata'>

/** What the simulator makes of `subscriptions.create`; throws for what it would have to ignore. */
export function toSubscriptionFacts(world: World, params: CreateParams): { customer: Stripe.Customer; facts: Facts } {
  if (params.collection_method === 'send_invoice') throw createUnsupportedError('collection_method=send_invoice')
  requireSimpleTerms(params)
  const customer = requireCustomer(world, params.customer)
  const { price, quantity } = toItem(world, params.items)
  const method = params.default_payment_method
  const facts: Facts = {
    price,
    quantity,
    savePaymentMethod: readSaveSetting(params.payment_settings) ?? 'off',
    description: params.description ?? null,
    trialEnd: readTrialEnd(world, params),
    missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method,
    defaultPaymentMethod: method === undefined ? null : requireOwnMethod(world, customer.id, method),
    discounts: toRedemptions(world, customer, params.discounts),
    automaticTax: params.automatic_tax?.enabled ?? false,
    paymentBehavior: readPaymentBehavior(params.payment_behavior),
    offSession: params.off_session ?? false,
  }
  return { customer, facts }
}

/** Of an update as well. */
export function requireSimpleTerms(params: Pick<CreateParams, 'automatic_tax' | 'trial_settings'>): void {
  requireOnly(params.automatic_tax, ['enabled'], 'automatic_tax')
  requireOnly(params.trial_settings?.end_behavior, ['missing_payment_method'], 'trial_settings[end_behavior]')
}

function requireCustomer(world: World, id: string | undefined): Stripe.Customer {
  if (id === undefined) {
    throw createInvalidRequestError('Missing required param: customer.', {
      code: 'parameter_missing',
      param: 'customer',
    })
  }
  const customer = world.state.customers[id]
  if (!customer) throw createMissingReferenceError('customer', id, 'customer')
  return customer
}

export function toItem(
  world: World,
  items: readonly { price?: string; quantity?: number }[] | undefined,
): { price: Stripe.Price; quantity: number } {
  const [item, second] = items ?? []
  if (!item) {
    throw createInvalidRequestError('Missing required param: items.', { code: 'parameter_missing', param: 'items' })
  }
  if (second) throw createUnsupportedError('items[1]')
  requireOnly(item, ['price', 'quantity'], 'items[0]')
  return { price: requirePrice(world, item.price ?? '', 'items[0][price]'), quantity: item.quantity ?? 1 }
}

/** Null: no trial. */
export function readTrialEnd(
  world: World,
  params: Pick<CreateParams, 'trial_end' | 'trial_period_days'>,
): number | null {
  const now = readNow(world)
  if (params.trial_end !== undefined && params.trial_period_days !== undefined) {
    throw createInvalidRequestError('You may only specify one of these parameters: trial_end, trial_period_days.', {
      code: 'parameters_exclusive',
    })
  }
  if (params.trial_period_days) return now + params.trial_period_days * 86_400
  if (params.trial_end === undefined || params.trial_end === 'now') return null
  if (params.trial_end > now) return params.trial_end
  throw createInvalidRequestError('Invalid timestamp: must be an integer Unix timestamp in the future.', {
    param: 'trial_end',
  })
}

function readPaymentBehavior(behavior: CreateParams['payment_behavior']): Facts['paymentBehavior'] {
  const known = ['allow_incomplete', 'default_incomplete', 'error_if_incomplete'] as const
  const found = known.find((each) => each === (behavior ?? 'allow_incomplete'))
  if (found) return found
  throw createInvalidRequestError(
    '`payment_behavior=pending_if_incomplete` can only be used when updating a subscription.',
    {
      param: 'payment_behavior',
    },
  )
}

/** Undefined when the settings do not speak of it. */
export function readSaveSetting(
  settings: Stripe.SubscriptionUpdateParams.PaymentSettings | undefined,
): 'off' | 'on_subscription' | undefined {
  requireOnly(settings, ['save_default_payment_method'], 'payment_settings')
  const saves = settings?.save_default_payment_method
  return saves === undefined ? undefined : saves === 'on_subscription' ? 'on_subscription' : 'off'
}
