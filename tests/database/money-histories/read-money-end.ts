import type { Sql } from 'postgres'
import type { Identity } from './money-delivery.ts'

const tables = {
  subscriptions: 'public.subscriptions where store_subscription_id like $1',
  invoices: 'public.invoices where invoice_id like $1',
  payments: 'public.payments where payment_intent_id like $1',
  cards: 'public.payment_methods where payment_method_id like $1',
  account: 'public.billing_accounts where user_id = $2',
  notices: 'public.notices where user_id = $2',
  entitlements: 'public.entitlements where user_id = $2',
  trials: 'billing.trials where user_id = $2',
  charges: 'billing.stripe_charges where charge_id like $1',
  disputes: 'billing.stripe_disputes where dispute_id like $1',
  links: 'billing.stripe_invoice_payments where invoice_payment_id like $1',
  needs: 'billing.stripe_invoice_needs where invoice_id like $1',
  owed: `billing.webhook_events where event_id like $1 and state <> 'processed'`,
}
/** When and by whom something was written is allowed to differ, and two users have other ids and addresses. */
const ours = ['id', 'as_of', 'created_at', 'updated_at', 'asked_at', 'email_hash']

export type MoneyEnd = Record<keyof typeof tables, string[]>

/** All that a history left behind, without what differs between two users who lived the same. */
export async function readMoneyEnd(sql: Sql, { userId, suffix }: Identity): Promise<MoneyEnd> {
  const read = async ([name, from]: [string, string]) => {
    const query = `select (to_jsonb(rows) - $3::text[])::text as row from (select * from ${from}) as rows
      where $1::text is not null and $2::uuid is not null`
    const rows = await sql.unsafe<{ row: string }[]>(query, [`%${suffix}`, userId, ours])
    return [name, rows.map(({ row }) => row.replaceAll(suffix, '…').replaceAll(userId, 'the user')).sort()]
  }
  return Object.fromEntries(await Promise.all(Object.entries(tables).map(read)))
}
