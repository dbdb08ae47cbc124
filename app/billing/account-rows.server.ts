import { z } from 'zod'
import { environments } from '#domain/subscription.ts'

// What the account pages read beside subscriptions and plans (those are in rows.server.ts). Mirrors of Stripe's objects in the
// database: a page never asks Stripe. Parsed, not believed, as there.

const money = z.number().int()

export const paymentFaults = ['refunded', 'disputed', 'dispute_lost'] as const

export const paymentMethodSchema = z.object({
  payment_method_id: z.string(),
  // All null for what is not a card, such as Link.
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  exp_month: z.number().int().nullable(),
  exp_year: z.number().int().nullable(),
  wallet: z.string().nullable(),
  created_at: z.string(),
})

/** `balance` is positive when it is the user's credit, negative when something is owed. */
export const billingAccountSchema = z.object({
  balance: money,
  currency: z.string().nullable(),
  default_payment_method_id: z.string().nullable(),
})

/** Stripe's own words, open on purpose: Stripe adds some from time to time, and a list of bills must not fail over one. */
export const invoiceSchema = z.object({
  invoice_id: z.string(),
  environment: z.enum(environments),
  number: z.string().nullable(),
  status: z.string(),
  billing_reason: z.string().nullable(),
  amount_due: money,
  amount_paid: money,
  amount_remaining: money,
  currency: z.string(),
  created_at: z.string(),
  paid_at: z.string().nullable(),
  card_brand: z.string().nullable(),
  card_last4: z.string().nullable(),
  hosted_url: z.string().nullable(),
  pdf_url: z.string().nullable(),
  attempt_count: z.number().int(),
  needs: z.enum(['payment_method', 'action']).nullable(),
  payment_fault: z.enum(paymentFaults).nullable(),
})

export const paymentSchema = z.object({
  payment_intent_id: z.string(),
  environment: z.enum(environments),
  extra_id: z.string().nullable(),
  amount: money,
  currency: z.string(),
  status: z.string(),
  created_at: z.string(),
  paid_at: z.string().nullable(),
  card_brand: z.string().nullable(),
  card_last4: z.string().nullable(),
  payment_fault: z.enum(paymentFaults).nullable(),
})

/** One of the App Store. What was given back is not read. */
export const appStorePurchaseSchema = z.object({
  // Null when it is none of ours.
  extra_id: z.string().nullable(),
  purchased_at: z.string(),
})

export const noticeKinds = [
  'trial_ending',
  'payment_failed',
  'payment_action_required',
  'renewal_upcoming',
  'subscription_ended',
  'trial_refused',
] as const

export const noticeSchema = z.object({
  id: z.number().int(),
  kind: z.enum(noticeKinds),
  invoice_id: z.string().nullable(),
  happens_at: z.string().nullable(),
})

export const extraSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  amount: money,
  currency: z.string(),
})

export type PaymentMethodRow = z.infer<typeof paymentMethodSchema>
export type BillingAccountRow = z.infer<typeof billingAccountSchema>
export type InvoiceRow = z.infer<typeof invoiceSchema>
export type PaymentRow = z.infer<typeof paymentSchema>
export type AppStorePurchaseRow = z.infer<typeof appStorePurchaseSchema>
export type PaymentFault = (typeof paymentFaults)[number]
export type NoticeRow = z.infer<typeof noticeSchema>
export type Extra = z.infer<typeof extraSchema>
