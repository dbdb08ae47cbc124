import type { AppStore } from '../app-store.ts'
import { answerRefundRequest } from '../purchases/request-refund.ts'
import { readConsumption } from './consumption-schema.ts'
import { requireTransaction } from './find-customer.ts'
import { ServerApiError } from './server-api-error.ts'

/** https://developer.apple.com/documentation/appstoreserverapi/send-consumption-information */
export function acceptConsumption(store: AppStore, transactionId: string, body: unknown, at: number): void {
  const transaction = requireTransaction(store, transactionId)
  if (transaction.ownership === 'FAMILY_SHARED') throw new ServerApiError('FamilyTransactionNotSupported')
  const answer = readConsumption(body, transaction.type === 'Auto-Renewable Subscription')
  // It is taken also when nobody asked, or when Apple has decided already.
  answerRefundRequest(store, transactionId, answer, at)
}
