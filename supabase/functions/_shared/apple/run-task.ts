import type { AppStoreTask, RefundAnswer } from '../database/app-store-tasks.ts'
import type { ConsumptionRequest } from './server-api/app-store-server-api.ts'
import { type SyncStatusDeps, syncStatus } from './sync-status.ts'

/**
 * Does one task at Apple; answers in a word what came of it. Throws where Apple or the database did not do their part. Each
 * may be done again: a process may end between Apple's answer and our note of it.
 */
export async function runTask(task: AppStoreTask, deps: SyncStatusDeps): Promise<string> {
  switch (task.kind) {
    case 'set_app_account_token':
      // The account was deleted since: whoever hands the purchase in next is named instead.
      if (task.user_id === null) return 'nobody_to_name'
      await deps.serverApi.setAppAccountToken(task.environment, task.original_transaction_id, task.user_id)
      return 'set'
    case 'answer_refund_request': {
      if (task.answer === null) return 'no_consent'
      const transactionId = task.transaction_id ?? task.original_transaction_id
      await deps.serverApi.sendConsumption(task.environment, transactionId, toConsumptionRequest(task.answer))
      return 'answered'
    }
    case 'read_status':
      await syncStatus({ environment: task.environment, originalTransactionId: task.original_transaction_id }, deps)
      return 'read'
  }
}

function toConsumptionRequest(answer: RefundAnswer): ConsumptionRequest {
  return {
    customerConsented: true,
    deliveryStatus: answer.delivered ? 'DELIVERED' : 'UNDELIVERED_OTHER',
    sampleContentProvided: answer.sample_content,
    ...(answer.consumption_percentage !== null && { consumptionPercentage: answer.consumption_percentage }),
    ...(answer.refund_preference !== null && { refundPreference: answer.refund_preference }),
  }
}
