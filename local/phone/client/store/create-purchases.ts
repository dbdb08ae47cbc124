import type { PurchasePermissionRow } from '../data/rows.ts'
import type { Auth } from '../session/create-auth.ts'
import { ApiError, SignedOutError, toSentence } from '../wire/api-error.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { StoreKit, StorePurchase, StoreTransaction } from './create-store-kit.ts'
import { readAppAccountToken } from './read-app-account-token.ts'

export type RestoreOutcome = { restored: number; refusal: string | null }
/** `isDelivered` false: paid, but our server has not answered yet. */
export type Purchase = { purchase: StorePurchase; isDelivered: boolean }
export type Purchases = ReturnType<typeof createPurchases>

/** Between StoreKit and our server: the server hears of a transaction before the App Store hears that it is finished. */
export function createPurchases(auth: Auth, requests: SupabaseRequests, storeKit: StoreKit) {
  /** Finishes only after the server's 2xx; until then the App Store hands the transaction out again at every launch. */
  async function handIn({ transaction_id, transaction, renewal_info }: StoreTransaction): Promise<void> {
    await auth.sendAsUser((token) => requests.handInTransaction(transaction, renewal_info, token))
    // If this does not get through, the transaction is handed in once more at the next launch: harmless.
    await storeKit.finish(transaction_id).catch(() => undefined)
  }

  let ending: Promise<unknown> = Promise.resolve()

  /** When the server does not hear of it: what `begin` held ends by itself after some minutes. */
  function end(): Promise<unknown> {
    ending = auth.sendAsUser(requests.endPurchase).catch(() => undefined)
    return ending
  }

  async function pay(productId: string, userId: string): Promise<StorePurchase> {
    try {
      return await storeKit.purchase(productId, userId)
    } catch (error) {
      // Refused: nothing was paid. When no answer came, it may have been, and the web must not sell yet.
      if (error instanceof ApiError && error.status < 500) await end()
      throw error
    }
  }

  return {
    /** Asks our server whether the purchase sheet may open. While it may, the web does not sell to the same user. */
    async begin(planId: string): Promise<PurchasePermissionRow> {
      // The end of the sheet before, if it came later, would take away what is begun here.
      await ending
      const rows = await auth.sendAsUser((token) => requests.beginPurchase(planId, token))
      return (rows as PurchasePermissionRow[])[0] ?? { allowed: false, code: null, message: null }
    },

    /** The purchase sheet was closed without buying: the web may sell again. */
    end,

    /** Pays, then hands in. Throws when nothing was paid, or when our server refuses what was. */
    async buy(productId: string): Promise<Purchase> {
      const user = auth.session()?.user
      if (!user) throw new SignedOutError()
      const purchase = await pay(productId, user.id)
      try {
        await handIn(purchase)
        return { purchase, isDelivered: true }
      } catch (error) {
        if (error instanceof ApiError && error.status < 500) throw error
        return { purchase, isDelivered: false }
      }
    },

    /** What was left over: purchases that the server did not hear of, renewals since the last launch. */
    async handInUnfinished(): Promise<void> {
      for (const transaction of await storeKit.unfinished()) {
        // Refused or no answer: it stays unfinished, and another user or another day may be luckier.
        await handIn(transaction).catch(ignoreUnlessSignedOut)
      }
    },

    /** After the manage sheet: our own subscription's renewal info tells the server what changed before Apple does. */
    async handInChanges(): Promise<void> {
      const userId = auth.session()?.user.id
      for (const transaction of await storeKit.currentEntitlements()) {
        if (readAppAccountToken(transaction.transaction) !== userId) continue
        await handIn(transaction).catch(ignoreUnlessSignedOut)
      }
    },

    /** `AppStore.sync()`, then every current entitlement. */
    async restore(): Promise<RestoreOutcome> {
      let restored = 0
      let refusal: string | null = null
      for (const transaction of await storeKit.currentEntitlements()) {
        try {
          await handIn(transaction)
          restored += 1
        } catch (error) {
          if (!(error instanceof ApiError)) throw error
          refusal = toSentence(error)
        }
      }
      return { restored, refusal }
    },
  }
}

function ignoreUnlessSignedOut(error: unknown): void {
  if (error instanceof SignedOutError) throw error
}
