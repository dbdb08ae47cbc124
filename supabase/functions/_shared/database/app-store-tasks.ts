import { z } from 'zod'
import { environments } from '../domain/subscription.ts'
import type { Database } from './connect.ts'

/** What to tell Apple about a purchase whose refund was asked for; null: the user did not consent to tell anything. */
const refundAnswer = z.object({
  delivered: z.boolean(),
  sample_content: z.boolean(),
  /** Thousandths of a percent; null for a subscription, whose elapsed time Apple knows by itself. */
  consumption_percentage: z.number().int().nullable(),
  refund_preference: z.enum(['DECLINE', 'GRANT_FULL', 'GRANT_PRORATED']).nullable(),
})
export type RefundAnswer = z.infer<typeof refundAnswer>

const appStoreTask = z.object({
  id: z.number().int(),
  kind: z.enum(['set_app_account_token', 'answer_refund_request', 'read_status']),
  environment: z.enum(environments),
  original_transaction_id: z.string(),
  transaction_id: z.string().nullable(),
  user_id: z.uuid().nullable(),
  attempts: z.number().int(),
  answer: refundAnswer.nullable(),
})
/** Something that we owe Apple, or want to know from it. */
export type AppStoreTask = z.infer<typeof appStoreTask>

/** Takes due tasks, each for one caller only: nobody else gets it until its next attempt is due. Null: whichever are due. */
export async function claimTasks(database: Database, onlyIds: number[] | null, atMost: number) {
  const claimed = await database.call('billing.claim_app_store_tasks', [onlyIds, atMost])
  return z.array(appStoreTask).parse(claimed)
}

export async function finishTask(database: Database, taskId: number, outcome: string): Promise<void> {
  await database.call('billing.finish_app_store_task', [taskId, outcome])
}

/** Notes why it failed. Final: it would fail the same way for ever. Else it is due again at `retryAt`, or by its own schedule. */
export async function failTask(
  database: Database,
  taskId: number,
  failure: { reason: string; retryAt: Date | null; isFinal: boolean },
): Promise<void> {
  await database.call('billing.fail_app_store_task', [taskId, failure.reason, failure.retryAt, failure.isFinal])
}
