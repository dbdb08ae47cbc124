import { type AppStore, accountOf, ownSubscriptionOf } from '../app-store.ts'
import { StoreError } from '../store-error.ts'
import type { Family } from '../store-state.ts'
import { familyOrganizedBy } from './family.ts'
import { shareWithFamily } from './share-with-family.ts'

/** Makes or changes a family; no members = there is none any more. What is shared follows at once. */
export function setFamily(store: AppStore, family: Family, at: number): void {
  if (family.members.includes(family.organizer)) {
    throw new StoreError('invalid_input', 'The organizer is in the family already.', 400)
  }
  for (const name of [family.organizer, ...family.members]) {
    accountOf(store, name)
    leaveOtherFamilies(store, name, family.organizer, at)
  }
  const others = store.state.families.filter(({ organizer }) => organizer !== family.organizer)
  const members = [...new Set(family.members)]
  store.state.families = members.length === 0 ? others : [...others, { ...family, members }]
  followPurchaser(store, family.organizer, at)
}

/** Nobody is in two families. */
function leaveOtherFamilies(store: AppStore, name: string, organizer: string, at: number): void {
  for (const family of store.state.families) {
    if (family.organizer === organizer) continue
    if (family.organizer === name) family.members = []
    if (!family.members.includes(name) && family.organizer !== name) continue
    family.members = family.members.filter((member) => member !== name)
    followPurchaser(store, family.organizer, at)
  }
  store.state.families = store.state.families.filter(
    (family) => family.members.length > 0 || family === familyOrganizedBy(store, organizer),
  )
}

function followPurchaser(store: AppStore, organizer: string, at: number): void {
  const subscription = ownSubscriptionOf(store, organizer)
  if (subscription) shareWithFamily(store, subscription, { type: 'SUBSCRIBED', at })
}
