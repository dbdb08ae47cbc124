import type { InvoiceRow, PaymentMethodRow, PaymentRow } from '#app/billing/account-rows.server.ts'
import type { Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

export const plans: Plan[] = [
  {
    id: 'standard',
    name: 'Standard',
    description: 'Standard lessons.',
    rank: 1,
    amount: 990,
    currency: 'sgd',
    interval: 'month',
    trial_days: 0,
    entitlements: ['standard'],
  },
  {
    id: 'premium',
    name: 'Premium',
    description: 'All lessons.',
    rank: 2,
    amount: 1590,
    currency: 'sgd',
    interval: 'month',
    trial_days: 7,
    entitlements: ['standard', 'premium'],
  },
]

/** A running Premium subscription, paid on the web, on 10 May 2026 with the month ending on the 20th. */
export function buildSubscriptionRow(values: Partial<SubscriptionRow> = {}): SubscriptionRow {
  return {
    id: '0d9f2c5e-0000-4000-8000-000000000001',
    store: 'stripe',
    environment: 'production',
    plan_id: 'premium',
    status: 'active',
    period_type: 'normal',
    started_at: '2026-04-20T08:00:00+00:00',
    expires_at: '2026-05-20T08:00:00+00:00',
    grace_period_ends_at: null,
    will_renew: true,
    next_plan_id: null,
    price: 1590,
    currency: 'sgd',
    ownership: 'purchased',
    period_starts_at: '2026-04-20T08:00:00+00:00',
    payment_method_id: null,
    pending_plan_id: null,
    payment_fault: null,
    discount_percent: null,
    discount_amount: null,
    discount_ends_at: null,
    price_consent: null,
    renewal_price: null,
    ...values,
  }
}

/** A saved Visa, good until the end of April 2028. */
export function buildCardRow(values: Partial<PaymentMethodRow> = {}): PaymentMethodRow {
  return {
    payment_method_id: 'pm_1',
    brand: 'visa',
    last4: '4242',
    exp_month: 4,
    exp_year: 2028,
    wallet: null,
    created_at: '2026-04-20T08:00:00+00:00',
    ...values,
  }
}

/** A paid renewal of 20 April 2026. */
export function buildInvoiceRow(values: Partial<InvoiceRow> = {}): InvoiceRow {
  return {
    invoice_id: 'in_1',
    environment: 'production',
    number: 'A1B2-0001',
    status: 'paid',
    billing_reason: 'subscription_cycle',
    amount_due: 1590,
    amount_paid: 1590,
    amount_remaining: 0,
    currency: 'sgd',
    created_at: '2026-04-20T08:00:00+00:00',
    paid_at: '2026-04-20T09:00:00+00:00',
    card_brand: 'visa',
    card_last4: '4242',
    hosted_url: 'https://invoice.example.com/i/1',
    pdf_url: 'https://invoice.example.com/i/1/pdf',
    attempt_count: 1,
    needs: null,
    payment_fault: null,
    ...values,
  }
}

/** The workshop, bought on 2 May 2026. */
export function buildPaymentRow(values: Partial<PaymentRow> = {}): PaymentRow {
  return {
    payment_intent_id: 'pi_1',
    environment: 'production',
    extra_id: 'workshop',
    amount: 2900,
    currency: 'sgd',
    status: 'succeeded',
    created_at: '2026-05-02T08:00:00+00:00',
    paid_at: '2026-05-02T08:00:10+00:00',
    card_brand: 'mastercard',
    card_last4: '4444',
    payment_fault: null,
    ...values,
  }
}

export const extras = [
  {
    id: 'workshop',
    name: 'The repair workshop',
    description: 'Bring your bike.',
    amount: 2900,
    currency: 'sgd',
    entitlements: ['workshop'],
  },
]

/** The workshop, bought in the app on 3 May 2026, and the right that it gives. */
export const boughtInApp = {
  purchase: { extra_id: 'workshop', purchased_at: '2026-05-03T08:00:00+00:00' },
  right: {
    entitlement: 'workshop',
    store: 'app_store',
    plan_id: null,
    access_ends_at: '9999-12-31T00:00:00+00:00',
  },
}
