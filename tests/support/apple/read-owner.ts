import type { Sql } from 'postgres'

/** Whose an App Store purchase is: a subscription, or something bought once. */
export async function readOwner(sql: Sql, original: string): Promise<string | null> {
  const [row] = await sql`
    select user_id from public.subscriptions where store = 'app_store' and store_subscription_id = ${original}
    union all select user_id from public.app_store_purchases where original_transaction_id = ${original}`
  return row?.user_id ?? null
}
