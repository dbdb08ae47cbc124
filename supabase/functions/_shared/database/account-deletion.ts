import { z } from 'zod'
import type { Database } from './connect.ts'

/** Another request has finished the deletion, in this moment or within the last day. */
const gone = z.object({ state: z.literal('gone'), has_app_store_subscription: z.boolean() })

const begun = z.object({
  state: z.literal('begun'),
  has_app_store_subscription: z.boolean(),
  /** What has to end at Stripe first. */
  customers: z.array(z.string()),
  subscriptions: z.array(z.string()),
})
export type BegunDeletion = z.infer<typeof begun>

const finished = z.discriminatedUnion('state', [
  gone,
  z.object({ state: z.literal('deleted'), has_app_store_subscription: z.boolean() }),
  // Made at Stripe by a request that was under way when the deletion began.
  z.object({ state: z.literal('customer_left') }),
])

/** Marks the account: from now on it buys nothing, at neither store. May be repeated. */
export async function beginAccountDeletion(database: Database, userId: string) {
  const answer = await database.call('billing.begin_account_deletion', [userId])
  return z.discriminatedUnion('state', [gone, begun]).parse(answer)
}

/** Deletes the account in one transaction. Safe to repeat. */
export async function finishAccountDeletion(database: Database, userId: string) {
  return finished.parse(await database.call('billing.delete_account', [userId]))
}

/** Takes people who are gone out of what arrived in the moment in which they went. */
export async function finishDeletions(database: Database): Promise<void> {
  await database.call('billing.finish_deletions', [])
}

/** Whether a customer may be made for the user at Stripe: they are still there, and mean to stay. */
export async function mayBecomeCustomer(database: Database, userId: string): Promise<boolean> {
  return z.boolean().parse(await database.call('billing.may_become_customer', [userId]))
}
