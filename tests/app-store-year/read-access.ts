import type { Sql } from 'postgres'
import type { Rows } from './read-truth.ts'

/** As public.entitlements says "for good". */
const FOR_GOOD = '9999-12-31T00:00:00.000Z'
const RIGHTS: Record<string, string[]> = { standard: ['standard'], premium: ['standard', 'premium'] }

/** Who may use what, and until when, as somebody would work it out who has only the App Store's own list in hand. */
export function readAccessTruth(subscriptions: Rows, purchases: Rows, now: number): Rows {
  const access: Rows = new Map()
  const give = (userId: unknown, right: string, until: string) => {
    if (!userId) return
    const key = `${userId} ${right}`
    if (until > String(access.get(key)?.until ?? '')) access.set(key, { until })
  }
  for (const row of subscriptions.values()) {
    const until = String(row.grace_period_ends_at ?? row.expires_at)
    // Family Sharing gives nothing unless a setting says so.
    if (row.ownership === 'family_shared' || (row.status !== 'active' && row.status !== 'in_grace_period')) continue
    if (Date.parse(until) > now) for (const right of RIGHTS[String(row.plan_id)] ?? []) give(row.user_id, right, until)
  }
  for (const { user_id, extra_id, revoked_at } of purchases.values())
    if (revoked_at === null) give(user_id, String(extra_id), FOR_GOOD)
  return access
}

export async function readAccessRows(sql: Sql): Promise<Rows> {
  const rows = await sql`
    select user_id, entitlement, access_ends_at as until from public.entitlements where access_ends_at > now()`
  return new Map(rows.map(({ user_id, entitlement, until }) => [`${user_id} ${entitlement}`, { until }]))
}
