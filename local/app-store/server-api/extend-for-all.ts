import type { MassExtendRenewalDateStatusResponse } from '@apple/app-store-server-library'
import { z } from 'zod'
import { type AppStore, accountOf } from '../app-store.ts'
import { findProduct } from '../catalogue.ts'
import { recordNotification, recordSummaryNotification } from '../notifications/record-notification.ts'
import type { Subscription } from '../store-state.ts'
import { extendSubscription } from '../subscriptions/extend-subscription.ts'
import { extensionFields, readExtension, requireExtendable } from './extend-renewal-date.ts'
import { ServerApiError } from './server-api-error.ts'

const requestSchema = z.object({
  ...extensionFields,
  productId: z.string().refine((id) => findProduct(id)?.type === 'auto_renewable'),
  storefrontCountryCodes: z
    .array(z.string().regex(/^[A-Z]{3}$/))
    .min(1)
    .optional(),
})

/** What became of each request so far: asked for by its name, and gone with the process. */
export type MassExtensions = Map<string, MassExtendRenewalDateStatusResponse>

/** https://developer.apple.com/documentation/appstoreserverapi/extend-subscription-renewal-dates-for-all-active-subscribers */
export function extendForAll(store: AppStore, requests: MassExtensions, body: unknown, at: number) {
  const request = readExtension(requestSchema, body)
  const { requestIdentifier, productId, storefrontCountryCodes } = request
  const subscriptions = store.state.subscriptions.filter((subscription) => isMeant(store, subscription, request))
  const succeededCount = subscriptions.filter((one) => extendOne(store, one, request.extendByDays, at)).length
  const failedCount = subscriptions.length - succeededCount
  const event = { type: 'RENEWAL_EXTENSION', subtype: 'SUMMARY', at }
  const summary = {
    productId,
    requestIdentifier,
    ...(storefrontCountryCodes && { storefrontCountryCodes }),
    succeededCount,
    failedCount,
  }
  recordSummaryNotification(store, summary, event)
  // Here it is done before the answer goes out; at Apple it may take a while.
  const status = { requestIdentifier, complete: true, completeDate: at, succeededCount, failedCount }
  requests.set(toKey(productId, requestIdentifier), status)
  return { requestIdentifier }
}

/** https://developer.apple.com/documentation/appstoreserverapi/get-status-of-subscription-renewal-date-extensions */
export function readMassExtension(requests: MassExtensions, productId: string, requestIdentifier: string) {
  const status = requests.get(toKey(productId, requestIdentifier))
  if (!status) throw new ServerApiError('StatusRequestNotFound')
  return status
}

/** Everybody who pays for it now; a family's shares follow the one who pays. */
function isMeant(store: AppStore, subscription: Subscription, request: z.infer<typeof requestSchema>): boolean {
  const { storefront } = accountOf(store, subscription.appleAccount)
  return (
    subscription.productId === request.productId &&
    subscription.ownership === 'PURCHASED' &&
    subscription.status === 1 &&
    (request.storefrontCountryCodes?.includes(storefront) ?? true)
  )
}

function extendOne(store: AppStore, subscription: Subscription, days: number, at: number): boolean {
  try {
    requireExtendable(store, subscription, at)
  } catch (error) {
    if (!(error instanceof ServerApiError)) throw error
    recordNotification(store, subscription, { type: 'RENEWAL_EXTENSION', subtype: 'FAILURE', at })
    return false
  }
  extendSubscription(store, subscription, days, at)
  return true
}

function toKey(productId: string, requestIdentifier: string): string {
  return `${productId} ${requestIdentifier}`
}
