import type Stripe from 'stripe'
import { noteAttempt } from '../_shared/database/purchase-attempts.ts'
import type { SubscribeAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { finishTrial } from '../_shared/stripe/finish-trial.ts'
import { requirePrice } from '../_shared/stripe/require-price.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { ensureCustomer } from './ensure-customer.ts'
import { readOwnSubscription } from './own-records.ts'
import type { BegunPurchase } from './purchase-records.ts'

/**
 * The card comes before the trial: nothing exists at Stripe but its set-up until it is confirmed. A set-up is made once per
 * attempt; where its card is confirmed already (the person came back from their bank by another way), the trial begins.
 */
export async function openTrialSetup(
  user: SignedInUser,
  attempt: BegunPurchase,
  deps: SyncDeps,
): Promise<SubscribeAnswer> {
  // No card is asked for, and none has its one trial claimed, for what cannot begin.
  await requirePrice(attempt.lookup_key, deps)
  const setup = await openSetup(user, attempt, deps)
  if (setup.status === 'succeeded') {
    const trial = { ...attempt, setup_intent_id: setup.id, user_id: user.id }
    if ((await finishTrial(trial, deps)) === 'trial_used') throw new AppError('trial_used')
    return { kind: 'done', status: (await readOwnSubscription(deps.database, user.id))?.status ?? 'incomplete' }
  }
  if (!setup.client_secret) throw new AppError('internal', { cause: new Error('a set-up without a client secret') })
  return { kind: 'setup', client_secret: setup.client_secret }
}

async function openSetup(user: SignedInUser, attempt: BegunPurchase, deps: SyncDeps): Promise<Stripe.SetupIntent> {
  const madeBefore = attempt.setup_intent_id
  if (madeBefore) {
    const setup = await callStripe(deps, (stripe) => stripe.setupIntents.retrieve(madeBefore))
    if (setup.status !== 'canceled') return setup
  }
  const customer = attempt.customer_id ?? (await ensureCustomer(user, deps))
  const setup = await callStripe(deps, (stripe) =>
    stripe.setupIntents.create(
      {
        customer,
        usage: 'off_session',
        automatic_payment_methods: { enabled: true },
        metadata: { user_id: user.id, purpose: 'trial', attempt_id: attempt.attempt_id },
      },
      { idempotencyKey: `trial-card:${attempt.attempt_id}:${madeBefore ?? ''}` },
    ),
  )
  await noteAttempt(deps.database, attempt.attempt_id, { setup_intent_id: setup.id })
  return setup
}
