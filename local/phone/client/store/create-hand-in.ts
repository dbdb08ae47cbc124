import type { Auth } from '../session/create-auth.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { StoreKit } from './create-store-kit.ts'
import type { StoreTransaction } from './store-types.ts'

export type HandIn = (transaction: StoreTransaction) => Promise<void>

/** The server hears of a transaction first; until its 2xx the App Store hands the transaction out again at every launch. */
export function createHandIn(auth: Auth, requests: SupabaseRequests, storeKit: StoreKit): HandIn {
  return async ({ transaction_id, transaction, renewal_info }) => {
    await auth.sendAsUser((token) => requests.handInTransaction(transaction, renewal_info, token))
    // If this does not get through, the transaction is handed in once more at the next launch: harmless.
    await storeKit.finish(transaction_id).catch(() => undefined)
  }
}
