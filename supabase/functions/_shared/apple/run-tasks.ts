import { type AppStoreTask, claimTasks, failTask, finishTask } from '../database/app-store-tasks.ts'
import { hashId, type Log } from '../log.ts'
import { runTask } from './run-task.ts'
import { AppStoreServerApiError } from './server-api/app-store-server-api-error.ts'
import type { SyncStatusDeps } from './sync-status.ts'

export type TaskDeps = SyncStatusDeps & { log: Log }

const AT_ONCE = 20

/**
 * Does what is due of these tasks, or of all tasks, until none is left or the time is up; answers how many came to an end.
 * A task that fails stays owed, so this throws for the database's sake only.
 */
export async function runTasks(onlyIds: number[] | null, deps: TaskDeps, hasTime = () => true) {
  let done = 0
  while (hasTime()) {
    const tasks = await claimTasks(deps.database, onlyIds, AT_ONCE)
    if (tasks.length === 0) return { done, isComplete: true }
    let limit: AppStoreServerApiError | null = null
    for (const task of tasks) {
      // Each further request would be refused as well, and counted: the rest of them waits, too.
      const failure: unknown = limit ?? (await attempt(task, deps))
      if (failure === null) done += 1
      else await noteFailure(task, failure, deps)
      if (isRateLimit(failure)) limit = failure
    }
    if (limit) break
  }
  return { done, isComplete: false }
}

/** The same for what a caller has left to be done, who does not wait for it. What is not done then, reconciliation does. */
export function runTasksLater(ids: number[], deps: TaskDeps & { afterAnswer: (work: Promise<unknown>) => void }): void {
  if (ids.length === 0) return
  deps.afterAnswer(runTasks(ids, deps).catch((error: unknown) => deps.log.error('App Store tasks not run', error)))
}

/** What went wrong; null when nothing did. */
async function attempt(task: AppStoreTask, deps: TaskDeps): Promise<unknown> {
  try {
    const outcome = await runTask(task, deps)
    await finishTask(deps.database, task.id, outcome)
    deps.log.info('App Store task done', { ...describe(task), outcome })
    return null
  } catch (error) {
    return error ?? new Error('failed without a reason')
  }
}

async function noteFailure(task: AppStoreTask, error: unknown, deps: TaskDeps): Promise<void> {
  const isFinal = isHopeless(error)
  const retryAt = error instanceof AppStoreServerApiError ? error.retryAt : null
  deps.log.error(isFinal ? 'App Store task given up' : 'App Store task failed', error, describe(task))
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  await failTask(deps.database, task.id, { reason, retryAt, isFinal })
}

/** A key that is not accepted, and a rate limit, say nothing about the task: it is done once they are put right. */
function isHopeless(error: unknown): boolean {
  const isOurs = error instanceof AppStoreServerApiError && [401, 403, 429].includes(error.status ?? 0)
  return error instanceof AppStoreServerApiError && !error.isRetryable && !isOurs
}

function isRateLimit(error: unknown): error is AppStoreServerApiError {
  return error instanceof AppStoreServerApiError && error.status === 429
}

function describe(task: AppStoreTask) {
  return { kind: task.kind, environment: task.environment, subscription: hashId(task.original_transaction_id) }
}
