import type { ExtendRenewalDateResponse } from '@apple/app-store-server-library'
import { z } from 'zod'
import { type AppStore, latestTransaction } from '../app-store.ts'
import { DAY } from '../durations.ts'
import type { Subscription } from '../store-state.ts'
import { extendSubscription } from '../subscriptions/extend-subscription.ts'
import { ServerApiError, type ServerApiErrorName } from './server-api-error.ts'

const MOST_PER_YEAR = 2

export const extensionFields = {
  extendByDays: z.number().int().min(1).max(90),
  extendReasonCode: z.number().int().min(0).max(3),
  requestIdentifier: z.string().min(1).max(128),
}

const FIELD_ERRORS: Record<string, ServerApiErrorName> = {
  extendByDays: 'InvalidExtendByDays',
  extendReasonCode: 'InvalidExtendReasonCode',
  requestIdentifier: 'InvalidRequestIdentifier',
  productId: 'InvalidProductId',
}

/** https://developer.apple.com/documentation/appstoreserverapi/extend-a-subscription-renewal-date */
export function extendRenewalDate(
  store: AppStore,
  originalTransactionId: string,
  body: unknown,
  at: number,
): ExtendRenewalDateResponse {
  if (!/^\d{1,20}$/.test(originalTransactionId)) throw new ServerApiError('InvalidOriginalTransactionId')
  const { extendByDays } = readExtension(z.object(extensionFields), body)
  const subscription = store.index.subscriptions.get(originalTransactionId)
  if (!subscription) throw new ServerApiError('OriginalTransactionIdNotFound')
  requireExtendable(store, subscription, at)
  extendSubscription(store, subscription, extendByDays, at)
  return {
    originalTransactionId,
    webOrderLineItemId: latestTransaction(store, subscription).webOrderLineItemId,
    success: true,
    effectiveDate: subscription.expiresAt,
  }
}

export function readExtension<T>(schema: z.ZodType<T>, body: unknown): T {
  const request = schema.safeParse(body)
  if (request.success) return request.data
  const [field, index] = request.error.issues[0]?.path ?? []
  if (field === 'storefrontCountryCodes') {
    const isEmpty = index === undefined
    throw new ServerApiError(isEmpty ? 'InvalidEmptyStorefrontCountryCodeList' : 'InvalidStorefrontCountryCode')
  }
  throw new ServerApiError(FIELD_ERRORS[String(field)] ?? 'GeneralBadRequest')
}

/** Active and paid for: https://developer.apple.com/documentation/appstoreserverapi/subscriptionextensionineligibleerror */
export function requireExtendable(store: AppStore, subscription: Subscription, at: number): void {
  if (subscription.ownership === 'FAMILY_SHARED')
    throw new ServerApiError('FamilySharedSubscriptionExtensionIneligible')
  const isFree = latestTransaction(store, subscription).offer?.discountType === 'FREE_TRIAL'
  if (subscription.status !== 1 || isFree) throw new ServerApiError('SubscriptionExtensionIneligible')
  const recent = subscription.extendedAt.filter((extendedAt) => extendedAt > at - 365 * DAY)
  if (recent.length >= MOST_PER_YEAR) throw new ServerApiError('SubscriptionMaxExtension')
}
