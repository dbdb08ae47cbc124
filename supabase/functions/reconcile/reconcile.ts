import { runTasks } from '../_shared/apple/run-tasks.ts'
import { revokeOwedTokens } from '../_shared/apple/sign-in/revoke-owed-tokens.ts'
import { finishDeletions } from '../_shared/database/account-deletion.ts'
import { deriveDueGrants } from '../_shared/database/app-store-reconciliation.ts'
import { oweDueMails } from '../_shared/database/owed-mails.ts'
import { sendOwedMails } from '../_shared/mail/send-owed-mails.ts'
import { checkDueStatuses } from './check-due-statuses.ts'
import type { ReconcileDeps } from './reconcile-deps.ts'
import { recoverNotifications } from './recover-notifications.ts'

/** A worker of the platform lives for 150 seconds at least; a request that is under way is waited for. */
const BUDGET_MS = 60_000
/** A long history must not keep the work waiting that has a date. */
const HISTORY_BUDGET_MS = 40_000

type Step = { done: number; isComplete: boolean }

/**
 * Finds what was lost and does what is owed: notifications that never arrived, tasks at Apple, subscriptions to ask about,
 * grants that have begun, mails, what follows the deletion of an account. Safe at any time, any number of times, several at once. What is refused or the time does not
 * allow is left for the next run; `is_complete` says whether anything was.
 */
export async function reconcile(deps: ReconcileDeps) {
  const startedAt = deps.now()
  const within = (budget: number) => () => deps.now().getTime() < startedAt.getTime() + budget
  const notifications: Step[] = []
  for (const environment of deps.environments) {
    const recover = () => recoverNotifications(environment, deps, within(HISTORY_BUDGET_MS))
    notifications.push(await attempt(`App Store notifications of ${environment} not recovered`, recover, deps))
  }
  const owed = () => runTasks(null, deps, within(BUDGET_MS))
  const tasks = [await attempt('App Store tasks not run', owed, deps)]
  const checks = await attempt('Subscriptions not checked', () => checkDueStatuses(deps, within(BUDGET_MS)), deps)
  // What the checks have found.
  tasks.push(await attempt('App Store tasks not run', owed, deps))
  const mails = await attempt('Owed mails not sent', () => sendMails(deps, within(BUDGET_MS)), deps)
  const revocations = await attempt(
    'Deletions not finished',
    () => finishDeletedAccounts(deps, within(BUDGET_MS)),
    deps,
  )
  const derived = await deriveDueGrants(deps.database, startedAt)
  return {
    notifications: sum(notifications),
    tasks: sum(tasks),
    checks: checks.done,
    derived,
    mails: mails.done,
    revocations: revocations.done,
    is_complete: [...notifications, ...tasks, checks, mails, revocations].every(({ isComplete }) => isComplete),
  }
}

async function sendMails(deps: ReconcileDeps, hasTime: () => boolean): Promise<Step> {
  await oweDueMails(deps.database)
  return sendOwedMails(deps, hasTime)
}

async function finishDeletedAccounts(deps: ReconcileDeps, hasTime: () => boolean): Promise<Step> {
  await finishDeletions(deps.database)
  return revokeOwedTokens(deps, hasTime)
}

/** One environment of Apple being away must not stop the other, nor what needs no Apple. */
async function attempt(failure: string, work: () => Promise<Step>, deps: ReconcileDeps): Promise<Step> {
  try {
    return await work()
  } catch (error) {
    deps.log.error(failure, error)
    return { done: 0, isComplete: false }
  }
}

function sum(steps: Step[]): number {
  return steps.reduce((total, { done }) => total + done, 0)
}
