import { toAppTransactionPayload } from '../accounts/to-app-transaction-payload.ts'
import { nextSignedDate, storeNow } from '../app-store.ts'
import type { Account, StoredTransaction, Subscription } from '../store-state.ts'
import { toRenewalPayload } from '../subscriptions/to-renewal-payload.ts'
import { toTransactionPayload } from '../subscriptions/to-transaction-payload.ts'
import type { ServerApiParts } from './server-api-parts.ts'

// All as of now: an answer of the Server API is always the newest word on its subject.

export function signTransactionInfo({ store, sign }: ServerApiParts, transaction: StoredTransaction): Promise<string> {
  return sign(toTransactionPayload(store, transaction, nextSignedDate(store, storeNow(store))))
}

export function signRenewalInfo({ store, sign }: ServerApiParts, subscription: Subscription): Promise<string> {
  return sign(toRenewalPayload(store, subscription, nextSignedDate(store, storeNow(store))))
}

export function signAppTransactionInfo({ store, sign }: ServerApiParts, account: Account): Promise<string> {
  return sign(toAppTransactionPayload(store, account, nextSignedDate(store, storeNow(store))))
}
