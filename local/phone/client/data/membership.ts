import type { EntitlementRow, PlanRow, SubscriptionRow } from './rows.ts'

export type Membership = {
  plans: PlanRow[]
  /** The row to show: the highest right that is open, else the one that ended last; null = never subscribed. */
  shown: EntitlementRow | null
  plan: PlanRow | null
  /** Everything that is open now. */
  open: string[]
  /** When the server said so, if that was not now: there is no connection. */
  rememberedAt: Date | null
}

export function toMembership(
  rows: EntitlementRow[],
  plans: PlanRow[],
  now: Date,
  rememberedAt: Date | null = null,
): Membership {
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
    rememberedAt,
  }
}

/** Whether a plan is open: what is bought once opens something too, but takes the place of no plan. */
export function hasPlan({ plans, open }: Membership): boolean {
  return plans.some((plan) => plan.entitlements.some((right) => open.includes(right)))
}

/** Whether the right that is shown comes from a subscription that somebody else in the family pays. */
export function isShared({ shown }: Membership, subscriptions: SubscriptionRow[]): boolean {
  const sources = subscriptions.filter(({ store, plan_id }) => store === 'app_store' && plan_id === shown?.plan_id)
  return shown?.store === 'app_store' && sources.length > 0 && sources.every((one) => one.ownership === 'family_shared')
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
