import { z } from 'zod'

// What each route of the `billing` function answers, for the function and for the web alike: one truth. Import it from
// `.server.ts` files only: zod would put 70 kB into a browser's bundle. (`import type` costs nothing anywhere.)

/** Minor units of the currency: cents. */
const amount = z.number().int()
const currency = z.string()
/** ISO 8601. */
const moment = z.string()
/** With this the browser, and nobody else, confirms one payment or one card. */
const clientSecret = z.string()

const done = z.object({ kind: z.literal('done') })
const nothing = z.object({})
const webAddress = z.url({ protocol: /^https?$/ })

/** `setup`: a trial; the browser confirms the card, then `/refresh` starts it. `redirect`: hosted Checkout. */
export const subscribeAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('payment'), client_secret: clientSecret, subscription_id: z.string() }),
  z.object({ kind: z.literal('setup'), client_secret: clientSecret }),
  z.object({ kind: z.literal('done'), status: z.string() }),
  z.object({ kind: z.literal('redirect'), url: webAddress }),
])
export type SubscribeAnswer = z.infer<typeof subscribeAnswer>

/** `status`: of the user's Stripe subscription, null when there is none. `trial_used`: the confirmed card had a trial. */
export const refreshAnswer = z.object({ status: z.string().nullable(), refusal: z.enum(['trial_used']).nullable() })
export type RefreshAnswer = z.infer<typeof refreshAnswer>

/** Null: the user has no customer at Stripe yet, hence no saved card to offer. */
export const sessionAnswer = z.object({ customer_session_client_secret: clientSecret.nullable() })
export type SessionAnswer = z.infer<typeof sessionAnswer>

/** `amount_due`: the first payment with the code. `once`: only that one, `repeating`: `duration_in_months`, `forever`. */
export const promotionAnswer = z.object({
  amount_due: amount,
  amount_off: amount,
  currency,
  name: z.string(),
  duration: z.enum(['once', 'repeating', 'forever']),
  duration_in_months: z.number().int().nullable(),
})
export type PromotionAnswer = z.infer<typeof promotionAnswer>

/** The answer of `/cancel` and `/resume`. In a trial a cancellation is immediate: `expires_at` is then now. */
export const renewalAnswer = z.object({ will_renew: z.boolean(), expires_at: moment, status: z.string() })
export type RenewalAnswer = z.infer<typeof renewalAnswer>

/**
 * What changing the plan costs. `amount_due`: charged now; `credit`: goes to the balance for later invoices; `next_amount`:
 * the invoice at `next_charge_at`, balance already used. Hand `proration_date` back to `/change-plan`: then the charge
 * equals this preview. It is null where nothing is prorated (in a trial, at the period's end).
 */
export const previewChangeAnswer = z.object({
  change: z.enum(['upgrade', 'downgrade', 'trial_switch']),
  takes_effect: z.enum(['now', 'period_end']),
  effective_at: moment,
  amount_due: amount,
  credit: amount,
  next_amount: amount,
  next_charge_at: moment,
  currency,
  proration_date: z.number().int().nullable(),
})
export type PreviewChangeAnswer = z.infer<typeof previewChangeAnswer>

/** `payment`: the old plan stays until the browser has confirmed the payment of this invoice. */
export const changePlanAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), takes_effect: z.enum(['now', 'period_end']) }),
  z.object({ kind: z.literal('payment'), client_secret: clientSecret, invoice_id: z.string() }),
])
export type ChangePlanAnswer = z.infer<typeof changePlanAnswer>

export const keepPlanAnswer = done
export type KeepPlanAnswer = z.infer<typeof keepPlanAnswer>

export const addCardAnswer = z.object({ client_secret: clientSecret })
export type AddCardAnswer = z.infer<typeof addCardAnswer>

/** `replaced`: the same card was saved with another expiry date; that one is gone. */
export const finishCardAnswer = z.object({ outcome: z.enum(['added', 'replaced']), payment_method_id: z.string() })
export type FinishCardAnswer = z.infer<typeof finishCardAnswer>

/** The answer of `/cards/default` and `/cards/remove`. */
export const cardAnswer = nothing
export type CardAnswer = z.infer<typeof cardAnswer>

/** `payment_status`: Stripe's word for the invoice's payment, e.g. `requires_payment_method`, `requires_action`. */
export const invoicePaymentAnswer = z.object({
  invoice_id: z.string(),
  number: z.string().nullable(),
  amount_due: amount,
  currency,
  client_secret: clientSecret,
  payment_status: z.string(),
})
export type InvoicePaymentAnswer = z.infer<typeof invoicePaymentAnswer>

/** `payment`: the bank wants the person to confirm it (3-D Secure). */
export const payInvoiceAnswer = z.discriminatedUnion('kind', [
  done,
  z.object({ kind: z.literal('payment'), client_secret: clientSecret }),
])
export type PayInvoiceAnswer = z.infer<typeof payInvoiceAnswer>

/** The invoice's status at Stripe: `paid` when all is well, `open` when the payment is still missing or under way. */
export const finishInvoiceAnswer = z.object({ status: z.string() })
export type FinishInvoiceAnswer = z.infer<typeof finishInvoiceAnswer>

export const portalAnswer = z.object({ url: webAddress })
export type PortalAnswer = z.infer<typeof portalAnswer>

export const buyExtraAnswer = z.object({
  kind: z.literal('payment'),
  client_secret: clientSecret,
  amount,
  currency,
})
export type BuyExtraAnswer = z.infer<typeof buyExtraAnswer>
