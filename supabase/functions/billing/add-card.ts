import type { AddCardAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { ensureCustomer } from './ensure-customer.ts'

/** Lets the browser confirm a card for later. A set-up that nobody confirms charges nothing and saves nothing: two do no harm. */
export async function addCard(user: SignedInUser, _body: object, deps: SyncDeps): Promise<AddCardAnswer> {
  const customer = await ensureCustomer(user, deps)
  const setup = await callStripe(deps, (stripe) =>
    stripe.setupIntents.create({
      customer,
      usage: 'off_session',
      automatic_payment_methods: { enabled: true },
      metadata: { user_id: user.id, purpose: 'card' },
    }),
  )
  if (!setup.client_secret) throw new AppError('internal', { cause: new Error('a set-up without a client secret') })
  return { client_secret: setup.client_secret }
}
