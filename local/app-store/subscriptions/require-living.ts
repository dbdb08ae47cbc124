import { StoreError } from '../store-error.ts'
import type { Subscription } from '../store-state.ts'

/** Refuses what can only be done to a subscription that goes on and that its Apple Account pays for. */
export function requireLiving(subscription: Subscription): void {
  requireOwn(subscription)
  if (subscription.status === 2 || subscription.status === 5) {
    throw new StoreError('subscription_ended', 'This subscription has ended.', 409)
  }
}

export function requireOwn({ sharedFrom }: Subscription): void {
  if (sharedFrom !== null) {
    throw new StoreError('family_shared', 'This is shared by the family. Only who bought it can change it.', 409)
  }
}
