import type { HistoryResponse, RefundHistoryResponse } from '@apple/app-store-server-library'
import { transactionsOfAccount } from '../app-store.ts'
import { SUBSCRIPTION_GROUP } from '../catalogue.ts'
import type { StoredTransaction } from '../store-state.ts'
import { requireCustomer } from './find-customer.ts'
import type { TransactionHistoryQuery } from './history-request-schema.ts'
import { createPageToken, readPageToken } from './page-token.ts'
import { ServerApiError } from './server-api-error.ts'
import { describeApp, PAGE_SIZE, type ServerApiParts } from './server-api-parts.ts'
import { signTransactionInfo } from './sign-info.ts'

const PRODUCT_TYPE = { 'Auto-Renewable Subscription': 'AUTO_RENEWABLE', 'Non-Consumable': 'NON_CONSUMABLE' } as const

type Order = 'ASCENDING' | 'DESCENDING'

/** https://developer.apple.com/documentation/appstoreserverapi/get-transaction-history */
export async function listTransactions(
  parts: ServerApiParts,
  anyTransactionId: string,
  query: TransactionHistoryQuery,
  revision: string | undefined,
): Promise<HistoryResponse> {
  const customer = requireCustomer(parts.store, anyTransactionId)
  const found = transactionsOfAccount(parts.store, customer.name).filter((one) => isWanted(one, query))
  return {
    ...describeApp(parts.store),
    ...(await toPage(parts, found, { query: [customer.name, query], order: query.sort, revision })),
  }
}

/** https://developer.apple.com/documentation/appstoreserverapi/get-refund-history */
export async function listRefunds(
  parts: ServerApiParts,
  anyTransactionId: string,
  revision: string | undefined,
): Promise<RefundHistoryResponse> {
  const customer = requireCustomer(parts.store, anyTransactionId)
  const refunded = transactionsOfAccount(parts.store, customer.name).filter(
    ({ revocation }) => revocation !== null && revocation.type !== 'FAMILY_REVOKE',
  )
  return toPage(parts, refunded, { query: [customer.name, 'refunds'], order: 'ASCENDING', revision })
}

function isWanted(transaction: StoredTransaction, query: TransactionHistoryQuery): boolean {
  const { startDate, endDate, productId, productType, subscriptionGroupIdentifier, inAppOwnershipType } = query
  const type = PRODUCT_TYPE[transaction.type]
  const group = type === 'AUTO_RENEWABLE' ? SUBSCRIPTION_GROUP.id : ''
  return (
    (startDate === undefined || transaction.purchasedAt >= startDate) &&
    (endDate === undefined || transaction.purchasedAt < endDate) &&
    (productId?.includes(transaction.productId) ?? true) &&
    (productType?.includes(type) ?? true) &&
    (subscriptionGroupIdentifier?.includes(group) ?? true) &&
    (inAppOwnershipType === undefined || transaction.ownership === inAppOwnershipType) &&
    (query.revoked === undefined || (transaction.revocation !== null) === (query.revoked === 'true'))
  )
}

type Paging = { query: unknown; order: Order; revision: string | undefined }

/** The revision is where the reader is in the order of changes: what changes later comes again after it. */
async function toPage(parts: ServerApiParts, transactions: StoredTransaction[], { query, order, revision }: Paging) {
  const start = revision === undefined ? null : readPageToken(query, revision)
  if (revision !== undefined && start === null) throw new ServerApiError('InvalidRequestRevision')
  const sign = order === 'ASCENDING' ? 1 : -1
  const sorted = transactions.map((one) => ({ one, position: toPosition(one) }))
  sorted.sort((a, b) => sign * comparePositions(a.position, b.position))
  const rest = start === null ? sorted : sorted.filter(({ position }) => sign * comparePositions(position, start) > 0)
  const page = rest.slice(0, PAGE_SIZE)
  return {
    revision: createPageToken(query, page.at(-1)?.position ?? start ?? '0-0'),
    hasMore: rest.length > page.length,
    signedTransactions: await Promise.all(page.map(({ one }) => signTransactionInfo(parts, one))),
  }
}

function toPosition({ modifiedAt, transactionId }: StoredTransaction): string {
  return `${modifiedAt}-${transactionId}`
}

function comparePositions(a: string, b: string): number {
  const [aTime = 0, aId = 0] = a.split('-').map(Number)
  const [bTime = 0, bId = 0] = b.split('-').map(Number)
  return aTime - bTime || aId - bId
}
