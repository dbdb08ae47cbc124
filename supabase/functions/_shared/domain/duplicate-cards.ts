/** A card that is attached to a customer, as far as duplicates are concerned. */
export type SavedCard = {
  id: string
  /** Stripe's, the same for the same number; null: it cannot be compared. */
  fingerprint: string | null
  expMonth: number
  expYear: number
  /** Unix seconds. */
  createdAt: number
}

/** A card to let go of, and the one that stands in wherever it was used. */
export type Replacement = { id: string; keptId: string; isRenewed: boolean }

type Uses = { subscriptionCardIds: string[]; customerDefaultId: string | null }

/**
 * Which cards are the same card again. Of one number the expiry date that was entered last is the valid one; of equal cards
 * the one in use stays: a subscription's, else the customer's default, else the oldest. The same cards give the same
 * answer in whichever order they are listed, and none once it was carried out.
 */
export function findDuplicateCards(cards: SavedCard[], uses: Uses): Replacement[] {
  const groups = Map.groupBy(
    cards.filter(({ fingerprint }) => fingerprint !== null),
    ({ fingerprint }) => fingerprint,
  )
  return [...groups.values()].flatMap((group) => replaceWithin(group, uses))
}

function replaceWithin(group: SavedCard[], uses: Uses): Replacement[] {
  const oldestFirst = group.toSorted(compareAge)
  const newest = oldestFirst.at(-1)
  if (!newest) return []
  const valid = oldestFirst.filter((card) => hasSameExpiry(card, newest))
  const kept =
    valid.find(({ id }) => uses.subscriptionCardIds.includes(id)) ??
    valid.find(({ id }) => id === uses.customerDefaultId) ??
    valid[0] ??
    newest
  return oldestFirst
    .filter(({ id }) => id !== kept.id)
    .map((card) => ({ id: card.id, keptId: kept.id, isRenewed: !hasSameExpiry(card, kept) }))
}

/** Stripe tells whole seconds: of two cards of one second, the one that is valid longer counts as the newer. */
function compareAge(one: SavedCard, other: SavedCard): number {
  return (
    one.createdAt - other.createdAt ||
    one.expYear - other.expYear ||
    one.expMonth - other.expMonth ||
    (one.id < other.id ? -1 : 1)
  )
}

function hasSameExpiry(one: SavedCard, other: SavedCard): boolean {
  return one.expMonth === other.expMonth && one.expYear === other.expYear
}
