import type { Sql } from 'postgres'
import type { Identity } from './delivery.ts'

export type SubscriptionEnd = {
  slot: string
  isOwned: boolean
  store: 'stripe' | 'app_store'
  plan_id: string | null
  next_plan_id: string | null
  status: string
  period_type: string
  started_at: Date
  expires_at: Date
  grace_period_ends_at: Date | null
  will_renew: boolean
  price: number | null
  currency: string | null
  ownership: string
  offer_type: string | null
  price_consent: string | null
  renewal_price: number | null
}
export type PurchaseEnd = {
  isOwned: boolean
  extra_id: string | null
  purchased_at: Date
  revoked_at: Date | null
  as_of: Date
}
export type TrialEnd = { slot: string; isMine: boolean; used_at: Date; hasAccount: boolean }
export type EntitlementEnd = {
  entitlement: string
  store: string
  plan_id: string | null
  status: string
  period_type: string
  will_renew: boolean
  starts_at: Date
  expires_at: Date
  access_ends_at: Date | null
  environment: string
}
export type EndState = {
  subscriptions: SubscriptionEnd[]
  purchases: PurchaseEnd[]
  entitlements: EntitlementEnd[]
  trials: TrialEnd[]
}

/** All that a history left behind, without what differs between two users who lived the same: ids and times of writing. */
export async function readEndState(sql: Sql, { userId, suffix }: Identity): Promise<EndState> {
  const [subscriptions, purchases, entitlements, trials] = await Promise.all([
    sql<SubscriptionEnd[]>`
      select replace(store_subscription_id, ${suffix}, '') as slot, user_id is not distinct from ${userId} as "isOwned",
        store, store_product_id, plan_id, next_plan_id, status, period_type, started_at, expires_at,
        grace_period_ends_at, will_renew, price, currency, ownership, environment, offer_type, price_consent,
        renewal_price
      from public.subscriptions
      where store_subscription_id in (
        select prefix || ${suffix} from unnest(${slotPrefixes}::text[]) as prefix)
      order by slot`,
    sql<PurchaseEnd[]>`
      select user_id is not distinct from ${userId} as "isOwned", extra_id, purchased_at, revoked_at, as_of
      from public.app_store_purchases where original_transaction_id = ${`once-${suffix}`}`,
    sql<EntitlementEnd[]>`
      select entitlement, store, plan_id, status, period_type, will_renew, starts_at, expires_at, access_ends_at,
        environment
      from public.entitlements where user_id = ${userId} order by entitlement`,
    sql<TrialEnd[]>`
      select replace(store_subscription_id, ${suffix}, '') as slot, user_id is not distinct from ${userId} as "isMine",
        used_at, apple_account_hash is not null as "hasAccount"
      from billing.trials
      where store = 'app_store' and store_subscription_id in (
        select prefix || ${suffix} from unnest(${slotPrefixes}::text[]) as prefix)
      order by slot`,
  ])
  return {
    subscriptions: [...subscriptions],
    purchases: [...purchases],
    entitlements: [...entitlements],
    trials: [...trials],
  }
}

const slotPrefixes = [
  ...Array.from({ length: 30 }, (_, index) => `sub_${index + 1}_`),
  ...Array.from({ length: 3 }, (_, index) => `${1000 + index}-`),
]
