import type { Supabase } from '#app/auth/supabase.server.ts'
import { type SubscriptionRow, subscriptionSchema } from '#app/billing/rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** The signed-in user's subscriptions at both stores, the newest first; row level security picks them. */
export function readSubscriptions(supabase: Supabase): Promise<SubscriptionRow[]> {
  const query = supabase
    .from('subscriptions')
    .select(toColumns(subscriptionSchema))
    .order('started_at', { ascending: false })
  return readRows('subscriptions', subscriptionSchema, query)
}
