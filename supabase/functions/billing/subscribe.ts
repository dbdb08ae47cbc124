import type Stripe from 'stripe'
import { recordPurchase } from '../_shared/database/purchase-attempts.ts'
import type { SubscribeAnswer } from '../_shared/domain/billing-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { requirePrice } from '../_shared/stripe/require-price.ts'
import { toDiscounts } from '../_shared/stripe/require-promotion.ts'
import { fetchSubscription, type SubscriptionAnswer, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { isReplayed, toReading, withParts } from '../_shared/stripe/to-reading.ts'
import { abandonPurchase } from './abandon-purchase.ts'
import type { BillingDeps } from './billing-deps.ts'
import { ensureCustomer } from './ensure-customer.ts'
import { openCheckout } from './open-checkout.ts'
import { openTrialSetup } from './open-trial-setup.ts'
import { type BegunPurchase, beginPurchase, type PurchaseWish } from './purchase-records.ts'

/**
 * Starts a subscription that the browser then confirms: with its first payment, with a card for its trial, or on Stripe's
 * page. Safe to repeat: two clicks, two tabs, a reload and a crash after any call find the same attempt, and Stripe the same
 * key. Throws the purchase guard's refusal before Stripe is asked for anything.
 */
export async function subscribe(user: SignedInUser, wish: PurchaseWish, deps: BillingDeps): Promise<SubscribeAnswer> {
  const attempt = await beginPurchase(deps.database, user.id, wish)
  await abandonPurchase(attempt, deps)
  if (attempt.web_checkout === 'hosted') return openCheckout(user, attempt, deps)
  if (attempt.trial_days > 0) return openTrialSetup(user, attempt, deps)
  const answer = await openSubscription(user, attempt, deps)
  const reading = toReading(answer)
  const outcome = await recordPurchase(deps.database, attempt.attempt_id, reading)
  if (outcome === 'tie') await syncFromStripe(answer.id, deps)
  // Stripe gave it up after 23 hours and we had not heard: now that we have, the next attempt is a new one.
  if (reading.subscription.status === 'expired') return subscribe(user, wish, deps)
  return toAnswer(answer)
}

const toConfirm = ['latest_invoice.confirmation_secret', 'pending_setup_intent']

async function openSubscription(
  user: SignedInUser,
  attempt: BegunPurchase,
  deps: BillingDeps,
): Promise<SubscriptionAnswer> {
  if (attempt.subscription_id) return fetchSubscription(attempt.subscription_id, deps, toConfirm)
  const price = await requirePrice(attempt.lookup_key, deps)
  const customer = attempt.customer_id ?? (await ensureCustomer(user, deps))
  const discounts = await toDiscounts(attempt.promotion_code, deps)
  const answer = await callStripe(deps, (stripe) =>
    stripe.subscriptions.create(
      {
        customer,
        items: [{ price }],
        ...discounts,
        payment_behavior: 'default_incomplete',
        payment_settings: { save_default_payment_method: 'on_subscription' },
        ...(attempt.automatic_tax && { automatic_tax: { enabled: true } }),
        metadata: { user_id: user.id },
        expand: [...withParts, ...toConfirm],
      },
      { idempotencyKey: `subscribe:${attempt.attempt_id}` },
    ),
  )
  return isReplayed(answer) ? fetchSubscription(answer.id, deps, toConfirm) : answer
}

/** With a promotion there may be nothing to pay at first, only a card to confirm for later. */
function toAnswer(subscription: Stripe.Subscription): SubscribeAnswer {
  const { id, latest_invoice: invoice, pending_setup_intent: setup, status } = subscription
  const payment = typeof invoice === 'object' ? invoice?.confirmation_secret?.client_secret : null
  if (status === 'incomplete' && payment) return { kind: 'payment', client_secret: payment, subscription_id: id }
  const card = typeof setup === 'object' ? setup?.client_secret : null
  return card ? { kind: 'setup', client_secret: card } : { kind: 'done', status }
}
