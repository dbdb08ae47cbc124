import { mayBecomeCustomer } from '../_shared/database/account-deletion.ts'
import { linkCustomer } from '../_shared/database/purchase-attempts.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { isReplayed } from '../_shared/stripe/to-reading.ts'
import { readCustomer } from './own-records.ts'

/**
 * The user's customer at Stripe, made if there is none. The key makes parallel requests share one; the link in the database
 * is unique both ways, and of two that were made all the same the first one linked counts.
 */
export async function ensureCustomer(user: SignedInUser, deps: SyncDeps): Promise<string> {
  const known = await readCustomer(deps.database, user.id)
  if (known) return known
  await requireStaying(user, deps)
  const id = await createCustomer(user, deps, `customer:${user.id}:${user.email ?? ''}`)
  try {
    return await linkCustomer(deps.database, user.id, id)
  } catch (error) {
    // Deleted in this moment: their address must not stay at Stripe.
    if (!(await mayBecomeCustomer(deps.database, user.id))) await callStripe(deps, (stripe) => stripe.customers.del(id))
    throw error
  }
}

/** A token outlives its user by up to an hour, on their other devices. */
async function requireStaying(user: SignedInUser, deps: SyncDeps): Promise<void> {
  if (!(await mayBecomeCustomer(deps.database, user.id))) throw new AppError('account_being_deleted')
}

async function createCustomer(user: SignedInUser, deps: SyncDeps, idempotencyKey: string): Promise<string> {
  const customer = await callStripe(deps, (stripe) =>
    stripe.customers.create({ email: user.email ?? undefined, metadata: { user_id: user.id } }, { idempotencyKey }),
  )
  if (!isReplayed(customer)) return customer.id
  // The answer of up to a day ago: staff may have deleted that customer since, and its id never comes back.
  const current = await callStripe(deps, (stripe) => stripe.customers.retrieve(customer.id))
  return current.deleted ? createCustomer(user, deps, `customer:${user.id}:after:${customer.id}`) : customer.id
}
