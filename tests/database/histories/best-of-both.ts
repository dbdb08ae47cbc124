import { day, type Plan, plans } from './delivery.ts'
import type { EndState, PurchaseEnd, SubscriptionEnd } from './read-end-state.ts'

const rights = { standard: ['standard'], premium: ['standard', 'premium'] } as const
const leeway = { stripe: day, app_store: 0 }
const pastDueGrace = 7 * day

/** The access policy told a second time, with the default settings, to hold the SQL against. */
function accessEndsAt(row: SubscriptionEnd): number | null {
  if (row.ownership === 'family_shared') return null
  if (row.status === 'active') return row.expires_at.getTime() + (row.will_renew ? leeway[row.store] : 0)
  if (row.status !== 'in_grace_period') return null
  return row.store === 'stripe'
    ? row.expires_at.getTime() + pastDueGrace
    : (row.grace_period_ends_at?.getTime() ?? null)
}

/** The latest end of access wins, then what was paid for longest (that decides once all have ended), then the higher plan. */
const orders: ((row: SubscriptionEnd) => number)[] = [
  (row) => accessEndsAt(row) ?? Number.NEGATIVE_INFINITY,
  (row) => row.expires_at.getTime(),
  (row) => plans[row.plan_id as Plan].rank,
]

/** For each right the sources that may stand for it, more than one where they are equal. */
export function bestOfBoth(ends: EndState[]) {
  return [...bestPlans(ends), ...ends.flatMap((end) => end.purchases.filter((row) => row.isOwned).map(toWorkshop))]
}

function bestPlans(ends: EndState[]) {
  const sources = ends
    .flatMap((end) => end.subscriptions)
    .filter((row) => row.isOwned && row.status !== 'incomplete' && row.expires_at > row.started_at)
  return (['premium', 'standard'] as const).flatMap((entitlement) => {
    let best = sources.filter((row) => (rights[row.plan_id as Plan] as readonly string[]).includes(entitlement))
    for (const order of orders) {
      const most = Math.max(...best.map(order))
      best = best.filter((row) => order(row) === most)
    }
    return best.length ? [{ entitlement, sources: best.map((row) => toEntitlement(entitlement, row)) }] : []
  })
}

function toEntitlement(entitlement: string, row: SubscriptionEnd) {
  const until = accessEndsAt(row)
  return {
    entitlement,
    store: row.store,
    plan_id: row.plan_id,
    status: row.status,
    period_type: row.period_type,
    will_renew: row.will_renew,
    starts_at: row.started_at,
    expires_at: row.expires_at,
    access_ends_at: until === null ? null : new Date(until),
    environment: 'production',
  }
}

/** Bought once, in one store only: nothing to choose from. */
function toWorkshop(row: PurchaseEnd) {
  const right = {
    entitlement: 'workshop',
    store: 'app_store',
    plan_id: null,
    status: row.revoked_at ? 'revoked' : 'active',
    period_type: 'normal',
    will_renew: false,
    starts_at: row.purchased_at,
    expires_at: null,
    access_ends_at: row.revoked_at ? null : new Date('9999-12-31T00:00:00Z'),
    environment: 'production',
  }
  return { entitlement: 'workshop', sources: [right] }
}
