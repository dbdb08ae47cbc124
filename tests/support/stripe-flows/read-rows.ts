import type { Sql } from 'postgres'
import { asUser } from '../act-as.ts'

/** The rights that are open to a user now, in the words of the policy that guards content. */
export async function readAccess(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql<{ entitlement: string }[]>`
    select entitlement from public.entitlements
    where user_id = ${userId} and access_ends_at > now() order by entitlement`
  return rows.map(({ entitlement }) => entitlement)
}

/** The user's newest subscription, as the account page shows it. */
export async function readSubscription(sql: Sql, userId: string) {
  const [row] = await sql`
    select * from public.subscriptions where user_id = ${userId} order by started_at desc, created_at desc limit 1`
  if (!row) throw new Error('There is no subscription yet')
  return row
}

export async function readInvoices(sql: Sql, userId: string) {
  return await sql`select * from public.invoices where user_id = ${userId} order by created_at, invoice_id`
}

export async function readAccount(sql: Sql, userId: string) {
  const [row] = await sql`select * from public.billing_accounts where user_id = ${userId}`
  return row ?? null
}

/** The cards that the account page lists. */
export async function readCards(sql: Sql, userId: string) {
  return await asUser(
    sql,
    userId,
    (own) => own<{ payment_method_id: string; last4: string }[]>`
    select payment_method_id, last4 from public.payment_methods order by created_at, payment_method_id`,
  )
}

/** Unix seconds. */
export function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
