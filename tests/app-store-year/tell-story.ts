import type { Sql } from 'postgres'
import type { StoreState } from '../../local/app-store/store-state.ts'

/** All that became of one purchase, at the App Store and with us: for who looks for the cause of a difference. */
export async function tellStory(id: string, state: StoreState, sql: Sql) {
  const events = await sql`select event_id, state from billing.webhook_events where store = 'app_store'`
  const heard = new Map(events.map(({ event_id, state: outcome }) => [event_id, outcome]))
  return {
    subscription: state.subscriptions.find(({ originalTransactionId }) => originalTransactionId === id),
    transactions: state.transactions.filter(({ originalTransactionId }) => originalTransactionId === id),
    notifications: state.notifications
      .filter(({ originalTransactionId }) => originalTransactionId === id)
      .map(({ uuid, type, subtype, signedAt, transactionId }) => ({
        type,
        subtype,
        signedAt: new Date(signedAt).toISOString(),
        transactionId,
        heard: heard.get(uuid) ?? 'never',
      })),
    facts: await sql`
      select transaction_id, product_id, purchased_at, expires_at, revoked_at, is_upgraded, signed_at
      from billing.app_store_transactions where original_transaction_id = ${id} order by purchased_at`,
    renewal: await sql`select * from billing.app_store_renewals where original_transaction_id = ${id}`,
    claims: await sql`select * from billing.app_store_claims where original_transaction_id = ${id}`,
    checks: await sql`select * from billing.app_store_checks where original_transaction_id = ${id}`,
    tasks: await sql`select * from billing.app_store_tasks where original_transaction_id = ${id} order by id`,
  }
}
