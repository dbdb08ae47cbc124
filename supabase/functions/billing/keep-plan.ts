import type { KeepPlanAnswer } from '../_shared/domain/billing-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { fetchSubscription, type SyncDeps, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { requireRunningSubscription } from './own-records.ts'
import { releaseSchedule } from './release-schedule.ts'

/** Takes a planned downgrade back. Where none is planned, or it was taken back a click ago, there is nothing to do. */
export async function keepPlan(user: SignedInUser, _body: object, deps: SyncDeps): Promise<KeepPlanAnswer> {
  const { store_subscription_id: id } = await requireRunningSubscription(deps.database, user.id)
  await releaseSchedule(await fetchSubscription(id, deps), deps)
  await syncFromStripe(id, deps)
  return { kind: 'done' }
}
