import { formatDate } from '#app/billing/format-date.ts'
import type { EntitlementRow } from '#app/billing/rows.server.ts'

/** Rights that were given by hand and belong to no subscription, one sentence each. */
export function describeRights(rights: EntitlementRow[], locale: string): string[] {
  return rights.filter(({ store }) => store === 'grant').map((right) => describeRight(right, locale))
}

function describeRight({ entitlement, access_ends_at }: EntitlementRow, locale: string): string {
  const name = entitlement.charAt(0).toUpperCase() + entitlement.slice(1)
  // The database writes the end of what was given for good as the year 9999, because 'infinity' is no date to a client.
  const isEndless = access_ends_at === null || new Date(access_ends_at).getUTCFullYear() >= 9999
  return isEndless
    ? `${name} lessons were given to you, without an end.`
    : `${name} lessons were given to you until ${formatDate(access_ends_at, locale)}.`
}
