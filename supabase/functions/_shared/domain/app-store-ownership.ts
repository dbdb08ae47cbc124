import { UnknownStoreValueError } from './errors.ts'
import type { Subscription } from './subscription.ts'

const ownershipOf = {
  PURCHASED: 'purchased',
  FAMILY_SHARED: 'family_shared',
} as const satisfies Record<string, Subscription['ownership']>

/**
 * Whether the user bought it or a member of the family did. Throws `UnknownStoreValueError` for a value that is new to us.
 * https://developer.apple.com/documentation/appstoreserverapi/inappownershiptype
 */
export function toOwnershipFromAppStore(ownershipType: string): Subscription['ownership'] {
  if (!Object.hasOwn(ownershipOf, ownershipType)) throw new UnknownStoreValueError('inAppOwnershipType', ownershipType)
  return ownershipOf[ownershipType as keyof typeof ownershipOf]
}
