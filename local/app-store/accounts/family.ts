import type { AppStore } from '../app-store.ts'
import { requireProduct } from '../catalogue.ts'
import type { Family, Subscription } from '../store-state.ts'

/** The family that an Apple Account organizes. */
export function familyOrganizedBy(store: AppStore, appleAccount: string): Family | undefined {
  return store.state.families.find(({ organizer }) => organizer === appleAccount)
}

/** The family that an Apple Account is in, as organizer or as member. */
export function familyOf(store: AppStore, appleAccount: string): Family | undefined {
  return store.state.families.find(
    ({ organizer, members }) => organizer === appleAccount || members.includes(appleAccount),
  )
}

/** Who may use a subscription besides the one who pays for it. */
export function membersWhoShare(store: AppStore, subscription: Subscription): string[] {
  if (!requireProduct(subscription.productId).isFamilyShareable) return []
  const family = familyOrganizedBy(store, subscription.appleAccount)
  return family?.shares ? family.members : []
}
