import type { AppStore } from '../app-store.ts'
import type { Account, StoredTransaction } from '../store-state.ts'
import { ServerApiError } from './server-api-error.ts'

/** `anyTransactionId`: a transactionId, an originalTransactionId or an appTransactionId. */
export function requireCustomer(store: AppStore, id: string): Account {
  requireDigits(id)
  const name = store.index.transactions.get(id)?.appleAccount
  const account = name === undefined ? store.index.accountsByAppTransactionId.get(id) : store.index.accounts.get(name)
  if (!account) throw new ServerApiError('TransactionIdNotFound')
  return account
}

/** For the calls that are about one transaction, where an appTransactionId is refused by name. */
export function requireTransaction(store: AppStore, id: string): StoredTransaction {
  const transaction = findTransaction(store, id)
  if (!transaction) throw new ServerApiError('TransactionIdNotFound')
  return transaction
}

export function requireOriginalTransaction(store: AppStore, id: string): StoredTransaction {
  const transaction = findTransaction(store, id)
  if (!transaction) throw new ServerApiError('OriginalTransactionIdNotFound')
  if (transaction.originalTransactionId !== id) throw new ServerApiError('TransactionIdIsNotOriginalTransactionId')
  return transaction
}

function findTransaction(store: AppStore, id: string): StoredTransaction | undefined {
  requireDigits(id)
  if (store.index.accountsByAppTransactionId.has(id)) throw new ServerApiError('AppTransactionIdNotSupported')
  return store.index.transactions.get(id)
}

function requireDigits(id: string): void {
  if (!/^\d{1,20}$/.test(id)) throw new ServerApiError('InvalidTransactionId')
}
