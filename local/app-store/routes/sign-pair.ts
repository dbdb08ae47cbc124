import { nextSignedDate, storeNow } from '../app-store.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'
import { toRenewalPayload } from '../subscriptions/to-renewal-payload.ts'
import { toTransactionPayload } from '../subscriptions/to-transaction-payload.ts'
import type { StoreKitParts } from './create-change.ts'

/** A transaction and the renewal info of its subscription, as the device holds them: two JWS. */
export async function signPair(
  { store, sign }: StoreKitParts,
  subscription: Subscription,
  transaction: StoredTransaction,
) {
  const signedDate = nextSignedDate(store, storeNow(store))
  return {
    transaction_id: transaction.transactionId,
    transaction: await sign(toTransactionPayload(store, subscription, transaction, signedDate)),
    renewal_info: await sign(toRenewalPayload(store, subscription, signedDate)),
  }
}
