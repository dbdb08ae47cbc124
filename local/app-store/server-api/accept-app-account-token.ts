import { z } from 'zod'
import type { AppStore } from '../app-store.ts'
import { setAppAccountToken } from '../purchases/set-app-account-token.ts'
import { requireOriginalTransaction } from './find-customer.ts'
import { ServerApiError } from './server-api-error.ts'

const requestSchema = z.object({ appAccountToken: z.guid().toLowerCase() })

/** https://developer.apple.com/documentation/appstoreserverapi/set-app-account-token */
export function acceptAppAccountToken(store: AppStore, originalTransactionId: string, body: unknown, at: number): void {
  const transaction = requireOriginalTransaction(store, originalTransactionId)
  if (transaction.ownership === 'FAMILY_SHARED') throw new ServerApiError('FamilyTransactionNotSupported')
  const request = requestSchema.safeParse(body)
  if (!request.success) throw new ServerApiError('InvalidAppAccountTokenUUID')
  setAppAccountToken(store, transaction, request.data.appAccountToken, at)
}
