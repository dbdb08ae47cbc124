import type Stripe from 'stripe'
import { nextPeriodEnd } from '../clock/next-period-end.ts'
import { buildPlan } from './build-price.ts'
import { newId } from './new-id.ts'

export type SubscriptionFacts = {
  customer: string
  price: Stripe.Price
  quantity: number
  metadata: Stripe.Metadata
  description: string | null
  savePaymentMethod: 'off' | 'on_subscription'
  /** Null: it is charged from the start. */
  trialEnd: number | null
  defaultPaymentMethod: string | null
  missingPaymentMethod?: Stripe.Subscription.TrialSettings.EndBehavior['missing_payment_method']
  automaticTax?: boolean
  testClock?: string | null
  created: number
}

/** Flexible billing mode, as every new subscription has it since API version clover. */
export function buildSubscription(facts: SubscriptionFacts): Stripe.Subscription {
  const id = newId('sub')
  const item = buildSubscriptionItem(id, facts)
  return {
    ...unusedFields,
    id,
    object: 'subscription',
    automatic_tax: describeTax(facts.automaticTax ?? false),
    billing_cycle_anchor: facts.trialEnd ?? facts.created,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: facts.created },
    billing_schedules: [],
    cancel_at_period_end: false,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: facts.created,
    currency: facts.price.currency,
    customer: facts.customer,
    default_tax_rates: [],
    description: facts.description,
    discounts: [],
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: { object: 'list', data: [item], has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    livemode: false,
    metadata: facts.metadata,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: facts.savePaymentMethod,
    },
    default_payment_method: facts.defaultPaymentMethod,
    start_date: facts.created,
    status: facts.trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: facts.testClock ?? null,
    trial_end: facts.trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: facts.missingPaymentMethod ?? 'create_invoice',
      },
    },
    trial_start: facts.trialEnd === null ? null : facts.created,
  }
}

function buildSubscriptionItem(subscription: string, facts: SubscriptionFacts): Stripe.SubscriptionItem {
  const { price, created, trialEnd } = facts
  const paidUntil = price.recurring ? nextPeriodEnd(created, price.recurring, created) : created
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created,
    current_period_end: trialEnd ?? paidUntil,
    current_period_start: created,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: buildPlan(price),
    price,
    quantity: facts.quantity,
    subscription,
    tax_rates: [],
  }
}

/** Only the switch: no tax is computed here. */
export const describeTax = (enabled: boolean) => ({
  disabled_reason: null,
  enabled,
  liability: enabled ? { type: 'self' as const } : null,
})

// Stripe sends these with every subscription; the flows here leave them as they are.
const unusedFields = {
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_thresholds: null,
  cancel_at: null,
  canceled_at: null,
  customer_account: null,
  days_until_due: null,
  default_source: null,
  ended_at: null,
  latest_invoice: null,
  managed_payments: { enabled: false },
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
} as const satisfies Partial<Stripe.Subscription>
