import type Stripe from 'stripe'
import { idOf } from './find-object.ts'
import { newId } from './new-id.ts'

type Phase = Stripe.SubscriptionSchedule.Phase

/** The plan of a subscription: its first phase is what it has now, until its period ends. */
export function buildSchedule(subscription: Stripe.Subscription, created: number): Stripe.SubscriptionSchedule {
  const [item] = subscription.items.data
  const [start, end] = [item?.current_period_start ?? created, item?.current_period_end ?? created]
  return {
    id: newId('sub_sched'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: created },
    canceled_at: null,
    completed_at: null,
    created,
    current_phase: { start_date: start, end_date: end },
    customer: subscription.customer,
    customer_account: null,
    default_settings: defaultSettings,
    end_behavior: 'release',
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases: [
      buildPhase({
        start,
        end,
        currency: subscription.currency,
        items: subscription.items.data.map(({ price, quantity }) => ({ price: price.id, quantity: quantity ?? 1 })),
        discounts: subscription.discounts.map((discount) => idOf(discount) ?? ''),
        trialEnd: subscription.trial_end !== null && subscription.trial_end > created ? subscription.trial_end : null,
      }),
    ],
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: subscription.test_clock,
  }
}

export type PhaseFacts = {
  start: number
  end: number
  currency: string
  items: readonly { price: string; quantity: number }[]
  /** Those of the subscription that go on. */
  discounts: readonly string[]
  trialEnd: number | null
  prorationBehavior?: Phase['proration_behavior']
}

export function buildPhase(facts: PhaseFacts): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: facts.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: facts.discounts.map((discount) => ({ coupon: null, discount, promotion_code: null })),
    end_date: facts.end,
    invoice_settings: null,
    items: facts.items.map(({ price, quantity }) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: {},
      plan: price,
      price,
      quantity,
      tax_rates: [],
    })),
    metadata: {},
    on_behalf_of: null,
    proration_behavior: facts.prorationBehavior ?? 'create_prorations',
    start_date: facts.start,
    transfer_data: null,
    trial_end: facts.trialEnd,
  }
}

const defaultSettings: Stripe.SubscriptionSchedule.DefaultSettings = {
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  default_payment_method: null,
  description: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    days_until_due: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  on_behalf_of: null,
  transfer_data: null,
}
