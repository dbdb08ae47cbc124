import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

/** What a store reports, as the SQL functions take it. Change what the test is about, leave the rest. */
export type ReportOverrides = Record<string, unknown>

export const period = { start: '2026-11-21T08:00:00Z', end: '2126-12-21T08:00:00Z' }

/** A Stripe subscription in production that runs for a century. */
export function buildReport(overrides: ReportOverrides = {}) {
  return {
    environment: 'production',
    store_subscription_id: 'sub_1',
    store_product_id: 'tandem_premium',
    next_store_product_id: null,
    user_id: null,
    store_customer_id: 'cus_1',
    status: 'active',
    period_type: 'normal',
    started_at: period.start,
    expires_at: period.end,
    grace_period_ends_at: null,
    will_renew: true,
    price: 1590,
    currency: 'sgd',
    ownership: 'purchased',
    ...overrides,
  }
}

/** A transaction as verified; `original_transaction_id` defaults to its own id. */
export function buildTransactionFact(overrides: ReportOverrides = {}) {
  const transactionId = String(overrides.transaction_id ?? '2001')
  return {
    transaction_id: transactionId,
    original_transaction_id: transactionId,
    product_id: 'com.example.tandem.premium.monthly',
    type: 'Auto-Renewable Subscription',
    environment: 'production',
    purchased_at: period.start,
    original_purchased_at: period.start,
    expires_at: period.end as string | null,
    revoked_at: null,
    is_upgraded: false,
    ownership: 'purchased',
    app_account_token: null as string | null,
    app_transaction_id: null,
    offer_type: null,
    offer_discount_type: null,
    offer_identifier: null,
    transaction_reason: 'PURCHASE',
    price_milliunits: 15900,
    currency: 'sgd',
    signed_at: period.start,
    ...overrides,
  }
}

/** The workshop, bought once in the App Store. */
export function buildPurchaseFact(overrides: ReportOverrides = {}) {
  return buildTransactionFact({
    product_id: 'com.example.tandem.workshop',
    type: 'Non-Consumable',
    expires_at: null,
    price_milliunits: 29000,
    ...overrides,
  })
}

export function buildRenewalFact(overrides: ReportOverrides = {}) {
  return {
    original_transaction_id: '2001',
    environment: 'production',
    product_id: 'com.example.tandem.premium.monthly',
    auto_renew_product_id: 'com.example.tandem.premium.monthly',
    will_renew: true,
    is_in_billing_retry: null,
    grace_period_ends_at: null,
    expiration_intent: null,
    renews_at: period.end,
    app_account_token: null,
    app_transaction_id: null,
    price_increase_status: null,
    renewal_price_milliunits: null,
    currency: 'sgd',
    signed_at: period.start,
    ...overrides,
  }
}

/** Records what Stripe reports at a moment of its clock, as the webhook does. */
export async function recordStripe(
  sql: Sql,
  report: object,
  occurredAt = period.start,
  eventId: string = randomUUID(),
) {
  const event = {
    environment: 'production',
    event_id: eventId,
    event_type: 'customer.subscription.updated',
    occurred_at: occurredAt,
    payload: {},
  }
  const [row] =
    await sql`select billing.record_stripe_event(${sql.json(event)}, ${sql.json(report as never)}) as outcome`
  return row?.outcome as string
}

type Told = { transaction?: object | null; renewal?: object | null } & ReportOverrides

/** Records an App Store notification with its facts; answers the tasks that it made due, too. */
export async function notifyAppStore(sql: Sql, { transaction = null, renewal = null, ...overrides }: Told) {
  const notification = {
    environment: 'production',
    event_id: randomUUID(),
    event_type: 'DID_RENEW',
    event_subtype: null,
    occurred_at: period.start,
    payload: {},
    ...overrides,
  }
  const facts = sql.json({ transaction, renewal } as never)
  const [row] =
    await sql`select billing.record_app_store_notification(${sql.json(notification as never)}, ${facts}) as answer`
  return row?.answer as { outcome: string; tasks: number[] }
}

/** The same where only what became of it matters. */
export async function recordAppStore(
  sql: Sql,
  transaction: object | null,
  renewal: object | null,
  eventId: string = randomUUID(),
) {
  return (await notifyAppStore(sql, { transaction, renewal, event_id: eventId })).outcome
}

/** A purchase that a signed-in user hands in. */
export async function postTransaction(sql: Sql, userId: string, transaction: object, renewal: object | null = null) {
  const facts = sql.json({ transaction, renewal } as never)
  const [row] = await sql`select billing.record_app_store_transaction(${userId}, ${facts}) as answer`
  return row?.answer as {
    outcome: string
    tasks: number[]
    entitlements: { entitlement: string; access_ends_at: string | null }[]
  }
}

/** The user's rights without the moments of writing. */
export async function readEntitlements(sql: Sql, userId: string) {
  return await sql`
    select entitlement, store, plan_id, status, will_renew, expires_at, access_ends_at
    from public.entitlements where user_id = ${userId} order by entitlement`
}
