import { z } from 'zod'
import { appleAccountSchema } from './apple-account.ts'
import { REFUND_REASONS } from './create-account-routes.ts'

// What the forms of the control page send: text, where a box that is not ticked is not sent at all.

const tick = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')
const yesOrNo = z.enum(['yes', 'no']).transform((value) => value === 'yes')
const count = z.coerce.number().int().min(0)
const rateOrCount = z.coerce.number().min(0).max(1_000_000)
const hours = z.coerce.number().min(0).max(1000)

export const clockForm = z.object({
  days: z.coerce.number().int().min(0).max(3650).default(0),
  months: z.coerce.number().int().min(0).max(120).default(0),
})

export const accountForm = z.object({ account: appleAccountSchema, storefront: z.string(), asks_to_buy: tick })

export const consentForm = z.object({ account: appleAccountSchema })

export const familyForm = z.object({
  organizer: appleAccountSchema,
  members: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .pipe(z.array(appleAccountSchema).max(5)),
  shares: tick,
})

export const outsidePurchaseForm = z.object({ account: appleAccountSchema, product: z.string() })

export const codeForm = z.object({ account: appleAccountSchema, code: z.string().trim().min(1).max(64) })

export const askForm = z.object({
  account: appleAccountSchema,
  product: z.string(),
  answer: z.enum(['approve', 'decline']),
})

export const refundRequestForm = z.object({
  account: appleAccountSchema,
  transaction: z.string(),
  reason: z.enum(REFUND_REASONS),
})

export const changeForm = z.object({ product: z.string() })

export const priceConsentForm = z.object({ answer: yesOrNo })

export const saleForm = z.object({ on_sale: yesOrNo })

export const faultsForm = z.object({
  drop: rateOrCount,
  double: rateOrCount,
  fail: rateOrCount,
  fail_status: z.coerce.number().int().min(300).max(599),
  delay_hours: hours,
  shuffle_hours: hours,
})

export const limitsForm = z.object({
  refuse_next: count,
  retry_after_ms: count,
  fail_next: count,
  // An empty field is no limit.
  calls_per_second: z.union([z.literal('').transform(() => null), z.coerce.number().int().min(1)]),
})
