import { day, plans } from './delivery.ts'
import type { EndState, SubscriptionEnd } from './read-end-state.ts'

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

/** For each right the sources that may stand for it: the latest end, then the higher plan. More than one when they are equal. */
export function bestOfBoth(ends: EndState[]) {
  const sources = ends
    .flatMap((end) => end.subscriptions)
    .filter((row) => row.isOwned && row.status !== 'incomplete' && row.expires_at > row.started_at)
    .map((row) => {
      const plan = row.plan_id as keyof typeof plans
      const until = accessEndsAt(row)
      return { row, plan, until, order: [until ?? Number.NEGATIVE_INFINITY, plans[plan].rank] as const }
    })
  return (['premium', 'standard'] as const).flatMap((entitlement) => {
    const giving = sources.filter(({ plan }) => (rights[plan] as readonly string[]).includes(entitlement))
    const latest = Math.max(...giving.map(({ order }) => order[0]))
    const lasting = giving.filter(({ order }) => order[0] === latest)
    const rank = Math.max(...lasting.map(({ order }) => order[1]))
    const best = lasting.filter(({ order }) => order[1] === rank)
    return best.length
      ? [{ entitlement, sources: best.map(({ row, until }) => toEntitlement(entitlement, row, until)) }]
      : []
  })
}

function toEntitlement(entitlement: string, row: SubscriptionEnd, until: number | null) {
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
