import type Stripe from 'stripe'
import { mergeMetadata } from '../api/merge-metadata.ts'
import { createInvalidRequestError, createMissingReferenceError } from '../api/stripe-api-error.ts'
import { buildCheckoutSession, type CheckoutFacts } from '../objects/build-checkout-session.ts'
import type { CheckoutOrder } from '../state/simulator-state.ts'
import { readNow, type World } from '../world.ts'
import { priceSession } from './price-session.ts'

type Params = Stripe.Checkout.SessionCreateParams

const daySeconds = 86_400
const soonestSeconds = 1800

export function openSession(
  world: World,
  params: Params,
  { order, currency }: { order: CheckoutOrder; currency: string | null },
): Stripe.Checkout.Session {
  requireSense(world, params)
  const created = readNow(world)
  const session = buildCheckoutSession({
    mode: params.mode as CheckoutFacts['mode'],
    origin: world.origin,
    customer: params.customer ?? null,
    currency,
    said: describeWishes(params),
    expiresAt: params.expires_at ?? created + daySeconds,
    created,
  })
  if (params.discounts) {
    session.discounts = params.discounts.map(({ coupon = null, promotion_code = null }) => ({ coupon, promotion_code }))
  }
  world.state.checkoutSessions[session.id] = session
  world.state.checkoutOrders[session.id] = order
  priceSession(world, session)
  return session
}

function describeWishes(params: Params): CheckoutFacts['said'] {
  return {
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    customer_email: params.customer_email ?? null,
    metadata: mergeMetadata({}, params.metadata),
    success_url: params.success_url ?? null,
    automaticTax: params.automatic_tax?.enabled ?? false,
    locale: params.locale ?? null,
    submitType: params.submit_type ?? null,
    collection: params.payment_method_collection === 'if_required' ? 'if_required' : 'always',
  }
}

function requireSense(world: World, params: Params): void {
  if (params.mode === undefined) throw createMissing('mode')
  if (params.success_url === undefined) throw createMissing('success_url')
  if ((params.ui_mode ?? 'hosted_page') !== 'hosted_page') {
    throw createInvalidRequestError(
      `The simulator shows Checkout as a page of its own only, not ui_mode=${params.ui_mode}.`,
      {
        code: 'not_simulated',
        param: 'ui_mode',
      },
    )
  }
  requireNotBoth(params, 'customer', 'customer_email')
  requireNotBoth(params, 'allow_promotion_codes', 'discounts')
  if (params.customer !== undefined && !world.state.customers[params.customer]) {
    throw createMissingReferenceError('customer', params.customer, 'customer')
  }
  const lifetime = (params.expires_at ?? Number.POSITIVE_INFINITY) - readNow(world)
  if (lifetime < soonestSeconds) {
    throw createInvalidRequestError(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    )
  }
}

function requireNotBoth(params: Params, one: keyof Params, other: keyof Params): void {
  if (params[one] === undefined || params[other] === undefined) return
  throw createInvalidRequestError(`You may only specify one of these parameters: ${one}, ${other}.`, {
    code: 'parameters_exclusive',
  })
}

const createMissing = (param: string) =>
  createInvalidRequestError(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
