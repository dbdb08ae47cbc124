import type { StatusWords } from '#app/billing/describe-status.ts'
import type { EntitlementRow, Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

const living: SubscriptionRow['status'][] = ['active', 'in_grace_period']

type Reader = { plan: Plan | undefined; rights: EntitlementRow[]; now: Date }

/** What only somebody hears who did not buy it: null = the words that everybody reads are right. As the phone says it. */
export function describeFamilyShare(row: SubscriptionRow, { plan, rights, now }: Reader): StatusWords | null {
  if (row.ownership !== 'family_shared') return null
  if (row.status === 'revoked') return { label: 'Ended', tone: 'quiet', sentence: 'It is no longer shared with you.' }
  if (!plan || !living.includes(row.status) || isOpen(plan, rights, now)) return null
  return {
    label: 'Not shared here',
    tone: 'quiet',
    sentence: `Your family shares ${plan.name}, but in Tandem everybody needs a subscription of their own.`,
  }
}

function isOpen({ entitlements }: Plan, rights: EntitlementRow[], now: Date): boolean {
  const open = rights.filter(({ access_ends_at }) => access_ends_at !== null && new Date(access_ends_at) > now)
  return entitlements.every((entitlement) => open.some((right) => right.entitlement === entitlement))
}
