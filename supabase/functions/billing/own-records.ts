import { z } from 'zod'
import type { Database } from '../_shared/database/connect.ts'
import { AppError } from '../_shared/domain/errors.ts'
import { periodTypes, type SubscriptionStatus, subscriptionStatuses } from '../_shared/domain/subscription.ts'

// What belongs to the signed-in user, asked by their id alone: no id of a browser leads to anything of somebody else.

const subscriptionSchema = z.object({
  store_subscription_id: z.string(),
  status: z.enum(subscriptionStatuses),
  period_type: z.enum(periodTypes),
  will_renew: z.boolean(),
  expires_at: z.string(),
})
export type OwnSubscription = z.infer<typeof subscriptionSchema>

/** The user's own Stripe subscription: a running one, else the newest; null when there never was one. */
export async function readOwnSubscription(database: Database, userId: string): Promise<OwnSubscription | null> {
  return subscriptionSchema.nullable().parse(await database.call('billing.stripe_subscription_of', [userId]))
}

const runningStatuses: SubscriptionStatus[] = ['active', 'in_grace_period', 'in_billing_retry', 'paused']

export function isRunning({ status }: OwnSubscription): boolean {
  return runningStatuses.includes(status)
}

/** The same, where it still runs; throws `subscription_not_found`. */
export async function requireRunningSubscription(database: Database, userId: string): Promise<OwnSubscription> {
  const subscription = await readOwnSubscription(database, userId)
  if (!subscription || !isRunning(subscription)) throw new AppError('subscription_not_found')
  return subscription
}

/** The user's customer at Stripe; null before the first purchase. */
export async function readCustomer(database: Database, userId: string): Promise<string | null> {
  return z
    .string()
    .nullable()
    .parse(await database.call('billing.customer_of', [userId]))
}

const invoiceSchema = z.object({ invoice_id: z.string() })

/** The user's own invoice, without an id the newest open one; throws `invoice_not_found`. */
export async function requireOwnInvoice(database: Database, userId: string, invoiceId: string | null): Promise<string> {
  const row = await database.call('billing.invoice_of', [userId, invoiceId])
  if (row === null) throw new AppError('invoice_not_found')
  return invoiceSchema.parse(row).invoice_id
}
