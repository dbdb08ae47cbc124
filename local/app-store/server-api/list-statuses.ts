import type { StatusResponse } from '@apple/app-store-server-library'
import { latestTransaction, subscriptionsOf } from '../app-store.ts'
import { SUBSCRIPTION_GROUP } from '../catalogue.ts'
import type { Subscription } from '../store-state.ts'
import { requireCustomer } from './find-customer.ts'
import { ServerApiError } from './server-api-error.ts'
import { describeApp, type ServerApiParts } from './server-api-parts.ts'
import { signRenewalInfo, signTransactionInfo } from './sign-info.ts'

/** https://developer.apple.com/documentation/appstoreserverapi/get-all-subscription-statuses */
export async function listStatuses(
  parts: ServerApiParts,
  anyTransactionId: string,
  wanted: string[],
): Promise<StatusResponse> {
  const { store } = parts
  if (!wanted.every((status) => /^[1-5]$/.test(status))) throw new ServerApiError('InvalidStatus')
  const customer = requireCustomer(store, anyTransactionId)
  const subscriptions = subscriptionsOf(store, customer.name).filter(
    ({ status }) => wanted.length === 0 || wanted.includes(String(status)),
  )
  const lastTransactions = await Promise.all(subscriptions.map((subscription) => toItem(parts, subscription)))
  // All products of this store are one group.
  const group = { subscriptionGroupIdentifier: SUBSCRIPTION_GROUP.id, lastTransactions }
  return { ...describeApp(store), data: subscriptions.length === 0 ? [] : [group] }
}

async function toItem(parts: ServerApiParts, subscription: Subscription) {
  const { originalTransactionId, status } = subscription
  return {
    originalTransactionId,
    status,
    signedTransactionInfo: await signTransactionInfo(parts, latestTransaction(parts.store, subscription)),
    signedRenewalInfo: await signRenewalInfo(parts, subscription),
  }
}
