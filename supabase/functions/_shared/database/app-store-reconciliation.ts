import { z } from 'zod'
import { type Environment, environments } from '../domain/subscription.ts'
import type { Database } from './connect.ts'

const dueChecks = z.array(z.object({ original_transaction_id: z.string(), environment: z.enum(environments) }))

/** Takes subscriptions that Apple should be asked about; nobody else gets them for a while. */
export async function claimDueChecks(database: Database, atMost: number) {
  return dueChecks.parse(await database.call('billing.due_app_store_checks', [atMost]))
}

const moment = z
  .union([z.date(), z.string()])
  .nullable()
  .transform((value) => (value === null ? null : new Date(value)))

/** Up to when every notification of this environment is recorded; null before the first time. */
export async function readNotificationCursor(database: Database, environment: Environment): Promise<Date | null> {
  return moment.parse(await database.call('billing.read_reconciliation_state', [nameCursor(environment)]))
}

export async function writeNotificationCursor(database: Database, environment: Environment, value: Date) {
  await database.call('billing.write_reconciliation_state', [nameCursor(environment), value])
}

function nameCursor(environment: Environment): string {
  return `app_store_notifications:${environment}`
}

const grantsDerived = 'grants_derived'
/** A grant of the same moment as the last run must not fall between the two. */
const OVERLAP_MS = 60_000

/** Derives the rights of whose grants have begun since the last time; answers how many users. Safe to repeat. */
export async function deriveDueGrants(database: Database, now: Date): Promise<number> {
  const since = moment.parse(await database.call('billing.read_reconciliation_state', [grantsDerived]))
  const from = new Date(since ? since.getTime() - OVERLAP_MS : 0)
  const derived = z
    .number()
    .int()
    .parse(await database.call('billing.derive_due', [from]))
  await database.call('billing.write_reconciliation_state', [grantsDerived, now])
  return derived
}
