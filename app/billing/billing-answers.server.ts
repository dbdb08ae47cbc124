import { z } from 'zod'

const payment = z.object({ kind: z.literal('payment'), client_secret: z.string() })
const done = z.object({ kind: z.literal('done') })
const renewal = z.object({ will_renew: z.boolean(), expires_at: z.string(), status: z.string() })

/** What each route of the `billing` function answers. Parsed, not believed: the function is deployed apart from the web. */
export const billingAnswers = {
  subscribe: z.discriminatedUnion('kind', [
    payment.extend({ subscription_id: z.string() }),
    z.object({ kind: z.literal('setup'), client_secret: z.string() }),
    done.extend({ status: z.string() }),
    z.object({ kind: z.literal('redirect'), url: z.url({ protocol: /^https?$/ }) }),
  ]),
  refresh: z.object({ status: z.string().nullable(), refusal: z.string().nullable().default(null) }),
  session: z.object({ customer_session_client_secret: z.string().nullable() }),
  promotion: z.object({
    amount_due: z.number().int(),
    amount_off: z.number().int(),
    currency: z.string(),
    name: z.string(),
    duration: z.string(),
  }),
  cancel: renewal,
  resume: renewal,
  'preview-change': z.object({
    change: z.enum(['upgrade', 'downgrade', 'trial_switch']),
    takes_effect: z.enum(['now', 'period_end']),
    effective_at: z.string(),
    amount_due: z.number().int(),
    credit: z.number().int(),
    next_amount: z.number().int(),
    next_charge_at: z.string(),
    currency: z.string(),
    proration_date: z.number().int().nullable(),
  }),
  'change-plan': z.discriminatedUnion('kind', [
    done.extend({ takes_effect: z.enum(['now', 'period_end']) }),
    payment.extend({ invoice_id: z.string() }),
  ]),
  'keep-plan': done,
  'cards/add': z.object({ client_secret: z.string() }),
  'cards/finish': z.object({ outcome: z.enum(['added', 'replaced']), payment_method_id: z.string() }),
  'cards/default': z.object({}),
  'cards/remove': z.object({}),
  'invoices/payment': z.object({
    invoice_id: z.string(),
    number: z.string().nullable(),
    amount_due: z.number().int(),
    currency: z.string(),
    client_secret: z.string(),
    payment_status: z.string(),
  }),
  'invoices/pay': z.discriminatedUnion('kind', [done, payment]),
  'invoices/finish': z.object({ status: z.string() }),
  portal: z.object({ url: z.url({ protocol: /^https?$/ }) }),
  'extras/buy': z.discriminatedUnion('kind', [payment.extend({ amount: z.number().int(), currency: z.string() })]),
}
