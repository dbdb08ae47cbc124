import { Hono } from 'hono'
import { z } from 'zod'
import { chooseOffer } from '../purchases/choose-offer.ts'
import { placeOrder } from '../purchases/place-order.ts'
import { redeemOfferCode } from '../purchases/redeem-offer-code.ts'
import { readIntroductoryEligibility, verifyPromotionalOffer } from '../signing/verify-app-signature.ts'
import { StoreError } from '../store-error.ts'
import type { Sale } from '../subscriptions/buy-product.ts'
import { appleAccountSchema } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { readJson } from './read-json.ts'
import { signPair } from './sign-pair.ts'

const purchaseSchema = z
  .strictObject({
    apple_account: appleAccountSchema,
    product_id: z.string(),
    // Apple drops a token that is not a UUID without a word; here it is an error that somebody notices.
    app_account_token: z.guid().toLowerCase().nullish(),
    /** Signed by the app's server: whether this person may have the introductory offer. */
    introductory_offer_eligibility: z.string().nullish(),
    promotional_offer: z.strictObject({ offer_id: z.string(), compact_jws: z.string().nullish() }).nullish(),
    win_back_offer_id: z.string().nullish(),
  })
  .refine((input) => !(input.promotional_offer && input.win_back_offer_id), { error: 'One offer at a time.' })

type PurchaseInput = z.infer<typeof purchaseSchema>

const codeSchema = z.strictObject({ apple_account: appleAccountSchema, code: z.string().trim().min(1).max(64) })
const finishSchema = z.strictObject({ transaction_id: z.string() })

/** `product.purchase(options:)`, the offer code sheet and `transaction.finish()`. */
export function createPurchaseRoutes(parts: StoreKitParts): Hono {
  const change = createChange(parts)
  const routes = new Hono()

  routes.post('/purchase', async (context) => {
    const input = await readJson(context, purchaseSchema)
    const allowsIntroductoryOffer = await readProofs(parts, input)
    const sale = change((now) => placeOrder(parts.store, toOrder(parts, input, allowsIntroductoryOffer), now))
    if (sale === 'pending') return context.json({ outcome: 'pending', ...NOTHING_BOUGHT })
    const signed = await signPair(parts, sale.transaction)
    return context.json({ outcome: sale.outcome, ...signed, pending_change: toPendingChange(sale) })
  })

  routes.post('/redeem-offer-code', async (context) => {
    const { apple_account, code } = await readJson(context, codeSchema)
    const { outcome } = change((now) => redeemOfferCode(parts.store, apple_account, code, now))
    return context.json({ outcome })
  })

  routes.post('/finish', async (context) => {
    const { transaction_id } = await readJson(context, finishSchema)
    const transaction = parts.store.index.transactions.get(transaction_id)
    if (!transaction) throw new StoreError('transaction_not_found', 'There is no such transaction.', 404)
    change(() => {
      transaction.isFinished = true
    })
    return context.json({ finished: true })
  })

  return routes
}

const NOTHING_BOUGHT = { transaction_id: null, transaction: null, renewal_info: null, pending_change: null }

/** Checks what the app's server has signed, and says whether the introductory offer is allowed. */
async function readProofs({ store }: StoreKitParts, input: PurchaseInput): Promise<boolean> {
  const { introductory_offer_eligibility: eligibility, promotional_offer: promotional } = input
  const purchase = { appleAccount: input.apple_account, productId: input.product_id }
  if (promotional?.compact_jws) {
    await verifyPromotionalOffer(store, purchase, promotional.offer_id, promotional.compact_jws)
  }
  return eligibility ? readIntroductoryEligibility(store, purchase, eligibility) : true
}

function toOrder({ store }: StoreKitParts, input: PurchaseInput, allowsIntroductoryOffer: boolean) {
  const { apple_account: appleAccount, product_id: productId } = input
  const wish = toWish(input)
  return {
    appleAccount,
    productId,
    appAccountToken: input.app_account_token ?? null,
    offer: wish && chooseOffer(store, appleAccount, productId, wish),
    allowsIntroductoryOffer,
    isOutsideTheApp: false,
  }
}

function toWish({ promotional_offer, win_back_offer_id }: PurchaseInput) {
  if (promotional_offer) return { type: 2, identifier: promotional_offer.offer_id } as const
  return win_back_offer_id ? ({ type: 4, identifier: win_back_offer_id } as const) : null
}

/** A lower level, or an offer for the present one, is not bought now: it begins when the paid period ends. */
function toPendingChange({ outcome, subscription }: Sale) {
  if (!subscription || (outcome !== 'change_pending' && outcome !== 'offer_pending')) return null
  return {
    auto_renew_product_id: subscription.autoRenewProductId,
    starts_at: new Date(subscription.expiresAt).toISOString(),
  }
}
