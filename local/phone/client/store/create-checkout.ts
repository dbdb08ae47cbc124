import type { PurchasePermissionRow } from '../data/rows.ts'
import type { Auth } from '../session/create-auth.ts'
import { ApiError, SignedOutError } from '../wire/api-error.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import type { HandIn } from './create-hand-in.ts'
import type { StoreKit } from './create-store-kit.ts'
import type { TransactionUpdates } from './create-transaction-updates.ts'
import type { PendingChange, StorePurchase } from './store-types.ts'

export type Purchase =
  /** Ask to Buy: nothing is bought until somebody has approved. */
  | { is: 'pending' }
  /** `undelivered`: paid, but our server has not answered yet; `signed_out`: paid, and the session is over. */
  | { is: 'delivered' | 'undelivered' | 'signed_out'; pendingChange: PendingChange | null }

/** What our server says of the free trial: its signed word goes to the App Store with the purchase. */
export type TrialOffer = { trial_allowed: boolean; introductory_offer_eligibility: string }
export type Checkout = ReturnType<typeof createCheckout>

export type Order = {
  productId: string
  /** Our server's signed word on the free trial; null where nothing is free anyhow. */
  eligibility: string | null
}

export type CheckoutParts = {
  auth: Auth
  requests: SupabaseRequests
  storeKit: StoreKit
  handIn: HandIn
  pauseUpdates: TransactionUpdates['pause']
}

/** Buying: our server says yes, then the App Store sells, then our server hears of it. */
export function createCheckout({ auth, requests, storeKit, handIn, pauseUpdates }: CheckoutParts) {
  let ending: Promise<unknown> = Promise.resolve()

  /** When the server does not hear of it: what `begin` held ends by itself after some minutes. */
  function end(): Promise<unknown> {
    ending = auth.sendAsUser(requests.endPurchase).catch(() => undefined)
    return ending
  }

  async function ask(build: (token: string) => WireRequest): Promise<PurchasePermissionRow> {
    // The end of the sheet before, if it came later, would take away what is begun here.
    await ending
    const rows = (await auth.sendAsUser(build)) as PurchasePermissionRow[]
    return rows[0] ?? { allowed: false, code: null, message: null }
  }

  async function pay({ productId, eligibility }: Order, userId: string): Promise<StorePurchase> {
    try {
      return await storeKit.purchase({ productId, appAccountToken: userId, introductoryOfferEligibility: eligibility })
    } catch (error) {
      // Refused: nothing was paid. When no answer came, it may have been, and the web must not sell yet.
      if (error instanceof ApiError && error.status < 500) await end()
      throw error
    }
  }

  async function payAndHandIn(order: Order): Promise<Purchase> {
    const user = auth.session()?.user
    if (!user) throw new SignedOutError()
    const purchase = await pay(order, user.id)
    if (purchase.outcome === 'pending') return { is: 'pending' }
    const pendingChange = purchase.pending_change
    try {
      await handIn(purchase)
      return { is: 'delivered', pendingChange }
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) throw error
      return { is: error instanceof SignedOutError ? 'signed_out' : 'undelivered', pendingChange }
    }
  }

  return {
    /** Asks our server whether the purchase sheet may open. While it may, the web does not sell to the same user. */
    begin: (planId: string) => ask((token) => requests.beginPurchase(planId, token)),
    beginExtra: (extraId: string) => ask((token) => requests.beginExtra(extraId, token)),

    /** One trial per person: asked with the Apple Account, which may have had one with another user. */
    async askForTrial(planId: string): Promise<TrialOffer> {
      const appTransaction = await storeKit.appTransaction()
      return (await auth.sendAsUser((token) => requests.askForOffer(planId, appTransaction, token))) as TrialOffer
    },

    /** The purchase sheet was closed without buying: the web may sell again. */
    end,

    /** Pays, then hands in. Throws when nothing was paid, or when our server refuses what was. */
    buy: (order: Order) => pauseUpdates(() => payAndHandIn(order)),
  }
}
