import { nextSignedDate, storeNow } from '../app-store.ts'
import type { StoredTransaction } from '../store-state.ts'
import { toRenewalPayload } from '../subscriptions/to-renewal-payload.ts'
import { toTransactionPayload } from '../subscriptions/to-transaction-payload.ts'
import type { StoreKitParts } from './create-change.ts'

/** A transaction and the renewal info of its subscription, as the device holds them: two JWS, or one for a one-time purchase. */
export async function signPair({ store, sign }: Pick<StoreKitParts, 'store' | 'sign'>, transaction: StoredTransaction) {
  const signedDate = nextSignedDate(store, storeNow(store))
  const subscription = store.index.subscriptions.get(transaction.originalTransactionId)
  // Both are of the same moment: nothing may happen to the subscription between the two signatures.
  const renewal = subscription ? toRenewalPayload(store, subscription, signedDate) : null
  return {
    transaction_id: transaction.transactionId,
    transaction: await sign(toTransactionPayload(store, transaction, signedDate)),
    renewal_info: renewal ? await sign(renewal) : null,
  }
}
