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
    ...values,
  }
}
