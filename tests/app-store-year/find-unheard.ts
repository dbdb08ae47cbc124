import type { Sql } from 'postgres'
import type { StoreState } from '../../local/app-store/store-state.ts'

// Of Apple's 180 days, less the hour that we stay away from their edge.
const HISTORY_MS = 180 * 86_400_000 - 3_600_000

/** What the App Store has sent as far back as its history goes, and what the inbox still does not know. */
export async function findUnheard(state: StoreState, sql: Sql): Promise<string[]> {
  const events = await sql<
    { event_id: string }[]
  >`select event_id from billing.webhook_events where store = 'app_store'`
  const heard = new Set(events.map(({ event_id }) => event_id))
  const begin = Date.now() - HISTORY_MS
  return state.notifications
    .filter(({ uuid, signedAt }) => signedAt >= begin && !heard.has(uuid))
    .map(({ type, subtype, originalTransactionId }) => [type, subtype, originalTransactionId].join(' '))
}
