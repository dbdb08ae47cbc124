import type { EntitlementRow, PlanRow } from './rows.ts'

export type Membership = {
  plans: PlanRow[]
  /** The row to show: the highest right that is open, else the one that ended last; null = never subscribed. */
  shown: EntitlementRow | null
  plan: PlanRow | null
  /** Everything that is open now. */
  open: string[]
}

export function toMembership(rows: EntitlementRow[], plans: PlanRow[], now: Date): Membership {
  const open = rows.filter((row) => hasAccess(row, now))
  const shown =
    open.toSorted((a, b) => rankOf(b, plans) - rankOf(a, plans))[0] ??
    rows.toSorted((a, b) => timeOf(b.expires_at) - timeOf(a.expires_at) || rankOf(b, plans) - rankOf(a, plans))[0] ??
    null
  return {
    plans,
    shown,
    plan: plans.find((plan) => plan.id === shown?.plan_id) ?? null,
    open: open.map((row) => row.entitlement),
  }
}

/** The database's rule: access = access_ends_at > now. */
export function hasAccess(row: EntitlementRow, now: Date): boolean {
  return timeOf(row.access_ends_at) > now.getTime()
}

function timeOf(value: string | null): number {
  return value === null ? Number.NEGATIVE_INFINITY : Date.parse(value)
}

/** A right is as high as the cheapest plan that gives it, so that premium comes before the standard it includes. */
function rankOf({ entitlement }: EntitlementRow, plans: PlanRow[]): number {
  const ranks = plans.filter((plan) => plan.entitlements.includes(entitlement)).map((plan) => plan.rank)
  return ranks.length === 0 ? 0 : Math.min(...ranks)
}
