import { syncStatus } from '../_shared/apple/sync-status.ts'
import { claimDueChecks } from '../_shared/database/app-store-reconciliation.ts'
import { hashId } from '../_shared/log.ts'
import type { ReconcileDeps } from './reconcile-deps.ts'

/** Apple allows fifty such requests a second in production and five in its sandbox. */
const AT_ONCE = 5

/** Asks Apple about each subscription that should be asked about, until none is due, the time is up or Apple refuses. */
export async function checkDueStatuses(deps: ReconcileDeps, hasTime: () => boolean) {
  let done = 0
  while (hasTime()) {
    const due = await claimDueChecks(deps.database, AT_ONCE)
    if (due.length === 0) return { done, isComplete: true }
    const checks = await Promise.allSettled(
      due.map((check) =>
        syncStatus({ environment: check.environment, originalTransactionId: check.original_transaction_id }, deps),
      ),
    )
    for (const [index, check] of checks.entries()) {
      const subscription = hashId(due[index]?.original_transaction_id ?? '')
      if (check.status === 'rejected') deps.log.error('Subscription not checked', check.reason, { subscription })
      else done += 1
    }
    if (checks.every(({ status }) => status === 'rejected')) break
  }
  return { done, isComplete: false }
}
