import { linkCustomer } from '../_shared/database/purchase-attempts.ts'
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
  const id = await createCustomer(user, deps, `customer:${user.id}:${user.email ?? ''}`)
  return linkCustomer(deps.database, user.id, id)
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
