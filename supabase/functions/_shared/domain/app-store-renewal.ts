import { UnknownStoreValueError } from './errors.ts'

const willRenewOf = { 0: false, 1: true } as const satisfies Record<number, boolean>

/**
 * Whether a subscription goes on after its period: https://developer.apple.com/documentation/appstoreserverapi/autorenewstatus
 * Throws `UnknownStoreValueError` for a value that is new to us.
 */
export function toWillRenewFromAppStore(autoRenewStatus: number): boolean {
  if (!Object.hasOwn(willRenewOf, autoRenewStatus)) throw new UnknownStoreValueError('autoRenewStatus', autoRenewStatus)
  return willRenewOf[autoRenewStatus as keyof typeof willRenewOf]
}
