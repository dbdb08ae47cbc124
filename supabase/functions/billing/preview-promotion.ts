import type Stripe from 'stripe'
import { z } from 'zod'
import type { PromotionAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { requirePrice } from '../_shared/stripe/require-price.ts'
import { requirePromotion } from '../_shared/stripe/require-promotion.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { ensureCustomer } from './ensure-customer.ts'

/** What a plan costs with a promotion code: Stripe computes it, so that it is what will be charged. Safe to repeat. */
export async function previewPromotion(
  user: SignedInUser,
  wish: { plan_id: string; promotion_code: string },
  deps: SyncDeps,
): Promise<PromotionAnswer> {
  const sale = await requireSale(wish.plan_id, deps)
  const { id, promotion, code } = await requirePromotion(wish.promotion_code, deps)
  const price = await requirePrice(sale.lookup_key, deps)
  // A code may be for one customer, or for a first purchase only: Stripe can tell when it knows whose it would be.
  const customer = await ensureCustomer(user, deps)
  const preview = await callStripe(deps, (stripe) =>
    stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price }] },
      discounts: [{ promotion_code: id }],
    }),
  )
  const amountOff = (preview.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const { coupon } = promotion
  // A coupon for another product is accepted and takes nothing off.
  if (amountOff === 0 || coupon === null || typeof coupon === 'string') throw new AppError('promotion_code_invalid')
  return {
    amount_due: preview.amount_due,
    amount_off: amountOff,
    currency: preview.currency,
    name: coupon.name ?? code,
    ...toDuration(coupon),
  }
}

function toDuration({ duration, duration_in_months }: Stripe.Coupon) {
  return { duration: z.enum(['once', 'repeating', 'forever']).parse(duration), duration_in_months }
}

const saleSchema = z.object({ lookup_key: z.string(), promotion_codes: z.boolean() })

async function requireSale(planId: string, deps: SyncDeps) {
  const sale = saleSchema.nullable().parse(await deps.database.call('billing.sale_of', [planId]))
  if (sale === null) throw new AppError('plan_not_found')
  if (!sale.promotion_codes) throw new AppError('promotion_code_invalid')
  return sale
}
