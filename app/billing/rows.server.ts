import { z } from 'zod'
import { paymentFaults } from '#app/billing/account-rows.server.ts'
import { environments, periodTypes, stores, subscriptionStatuses } from '#domain/subscription.ts'

/** Rows as PostgREST gives them. Parsed, not believed: a migration that renames a column must fail here and not in a sentence. */
export const planSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  rank: z.number(),
  amount: z.number().int(),
  currency: z.string(),
  interval: z.string(),
  trial_days: z.number().int(),
  entitlements: z.array(z.string()),
})

export const subscriptionSchema = z.object({
  id: z.string(),
  store: z.enum(stores),
  environment: z.enum(environments),
  plan_id: z.string().nullable(),
  status: z.enum(subscriptionStatuses),
  period_type: z.enum(periodTypes),
  started_at: z.string(),
  expires_at: z.string(),
  grace_period_ends_at: z.string().nullable(),
  will_renew: z.boolean(),
  next_plan_id: z.string().nullable(),
  price: z.number().int().nullable(),
  currency: z.string().nullable(),
  ownership: z.enum(['purchased', 'family_shared']),
  period_starts_at: z.string().nullable(),
  payment_method_id: z.string().nullable(),
  pending_plan_id: z.string().nullable(),
  payment_fault: z.enum(paymentFaults).nullable(),
  discount_percent: z.number().nullable(),
  discount_amount: z.number().int().nullable(),
  discount_ends_at: z.string().nullable(),
  price_consent: z.enum(['pending', 'accepted']).nullable(),
  renewal_price: z.number().int().nullable(),
})

export const entitlementSchema = z.object({
  entitlement: z.string(),
  store: z.enum([...stores, 'grant']),
  plan_id: z.string().nullable(),
  access_ends_at: z.string().nullable(),
})

export const doublePaymentSchema = z.object({
  store: z.enum(stores),
  plan_id: z.string(),
  expires_at: z.string(),
  is_kept: z.boolean(),
  advice: z.string(),
})

export const accessSourceSchema = z.object({
  source: z.string(),
  plan: z.string().nullable(),
  entitlements: z.array(z.string()),
  state: z.string(),
  counts: z.boolean(),
  until: z.string().nullable(),
  why: z.string(),
  decided_by: z.string(),
})

export type Plan = z.infer<typeof planSchema>
export type SubscriptionRow = z.infer<typeof subscriptionSchema>
export type EntitlementRow = z.infer<typeof entitlementSchema>
export type DoublePaymentRow = z.infer<typeof doublePaymentSchema>
export type AccessSourceRow = z.infer<typeof accessSourceSchema>
