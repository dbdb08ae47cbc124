import type Stripe from 'stripe'
import { noteAttempt } from '../_shared/database/purchase-attempts.ts'
import type { SubscribeAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { requirePrice } from '../_shared/stripe/require-price.ts'
import { toDiscounts } from '../_shared/stripe/require-promotion.ts'
import { settleCheckout } from '../_shared/stripe/settle-checkout.ts'
import type { BillingDeps } from './billing-deps.ts'
import { ensureCustomer } from './ensure-customer.ts'
import { readOwnSubscription } from './own-records.ts'
import type { BegunPurchase } from './purchase-records.ts'

/** Stripe's own page for the purchase. One session per attempt, however often it is asked for, until Stripe expires it. */
export async function openCheckout(
  user: SignedInUser,
  attempt: BegunPurchase,
  deps: BillingDeps,
): Promise<SubscribeAnswer> {
  const madeBefore = attempt.checkout_session_id
  if (madeBefore) {
    const outcome = await settleCheckout(madeBefore, deps)
    if (outcome === 'trial_used') throw new AppError('trial_used')
    if (outcome === 'started') {
      return { kind: 'done', status: (await readOwnSubscription(deps.database, user.id))?.status ?? 'incomplete' }
    }
  }
  const session = await createSession(user, attempt, deps)
  await noteAttempt(deps.database, attempt.attempt_id, { checkout_session_id: session.id })
  if (!session.url) throw new AppError('internal', { cause: new Error('a checkout session without an address') })
  return { kind: 'redirect', url: session.url }
}

async function createSession(
  user: SignedInUser,
  attempt: BegunPurchase,
  deps: BillingDeps,
): Promise<Stripe.Checkout.Session> {
  const madeBefore = attempt.checkout_session_id
  if (madeBefore) {
    const session = await callStripe(deps, (stripe) => stripe.checkout.sessions.retrieve(madeBefore))
    if (session.status === 'open') return session
  }
  const params = await toSessionParams(user, attempt, deps)
  const idempotencyKey = `checkout:${attempt.attempt_id}:${madeBefore ?? ''}`
  return callStripe(deps, (stripe) => stripe.checkout.sessions.create(params, { idempotencyKey }))
}

async function toSessionParams(
  user: SignedInUser,
  attempt: BegunPurchase,
  deps: BillingDeps,
): Promise<Stripe.Checkout.SessionCreateParams> {
  const metadata = { user_id: user.id, attempt_id: attempt.attempt_id }
  const price = await requirePrice(attempt.lookup_key, deps)
  const customer = attempt.customer_id ?? (await ensureCustomer(user, deps))
  const promotion = await toDiscounts(attempt.promotion_code, deps)
  return {
    mode: 'subscription',
    customer,
    client_reference_id: user.id,
    line_items: [{ price, quantity: 1 }],
    // Stripe takes one or the other: https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-discounts
    ...(promotion.discounts ? promotion : { allow_promotion_codes: attempt.promotion_codes }),
    payment_method_collection: 'always',
    subscription_data: {
      metadata,
      ...(attempt.trial_days > 0 && {
        trial_period_days: attempt.trial_days,
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      }),
    },
    ...(attempt.automatic_tax && { automatic_tax: { enabled: true }, customer_update: { address: 'auto' } }),
    metadata,
    // Stripe puts the id in, so the braces must arrive as they are.
    success_url: `${deps.siteUrl}/subscribe/return?session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${deps.siteUrl}/pricing`,
  }
}
