import { readAttemptOfSetup } from '../_shared/database/purchase-attempts.ts'
import type { EventSubject } from '../_shared/stripe/find-subject.ts'
import { finishTrial } from '../_shared/stripe/finish-trial.ts'
import { settleCheckout } from '../_shared/stripe/settle-checkout.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'

type Subject = Extract<EventSubject, { of: 'trial_setup' | 'checkout' }>

/** Finishes what a person has begun and perhaps left: they may close the browser before the return page loads. */
export async function act(subject: Subject, deps: SyncDeps): Promise<string> {
  if (subject.of === 'checkout') return settleCheckout(subject.sessionId, deps)
  const attempt = await readAttemptOfSetup(deps.database, subject.setupIntentId)
  return attempt ? finishTrial(attempt, deps) : 'unchanged'
}
