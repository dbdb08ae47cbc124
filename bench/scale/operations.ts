import { randomUUID } from 'node:crypto'
import { buildRenewalFact, buildReport, buildTransactionFact } from '../../tests/support/records.ts'
import type { RandomUsers, Stored } from './random-users.ts'

export type Call = { userId: string; statement: string }
export type Operation = {
  name: string
  role: 'authenticated' | 'tandem_functions' | 'tandem_operators' | 'postgres'
  call: (users: RandomUsers) => Call | Promise<Call>
  /** Kept, as in production; everything else is rolled back. */
  commits?: boolean
  /** Median in ms that design.md 9 allows. */
  budget?: number
  /** How often one of its statements may ask whether a right is there. */
  mostEntitlementReads?: number
}

const forUser = (toStatement: (userId: string) => string) => (users: RandomUsers) => {
  const userId = users.pick()
  return { userId, statement: toStatement(userId) }
}

const asked: Operation[] = [
  {
    name: 'entitlements under RLS',
    role: 'authenticated',
    call: forUser(() => 'select * from public.entitlements'),
    budget: 1,
  },
  {
    name: 'has_entitlement',
    role: 'authenticated',
    call: forUser(() => `select public.has_entitlement('premium')`),
    mostEntitlementReads: 1,
  },
  {
    name: '1,000 lessons under RLS',
    role: 'authenticated',
    call: forUser(() => 'select slug, body from public.lessons'),
    // The policy names two rights.
    mostEntitlementReads: 2,
  },
  {
    name: 'purchase_options',
    role: 'authenticated',
    call: forUser(() => 'select * from public.purchase_options()'),
  },
  {
    name: 'billing.purchase_refusal',
    role: 'postgres',
    call: forUser((id) => `select billing.purchase_refusal('${id}', 'stripe', 'premium')`),
  },
  {
    name: 'billing.begin_stripe_purchase',
    role: 'tandem_functions',
    call: forUser((id) => `select billing.begin_stripe_purchase('${id}', 'premium')`),
  },
  { name: 'explain_access', role: 'authenticated', call: forUser(() => 'select * from public.explain_access()') },
  { name: 'double_payments', role: 'authenticated', call: forUser(() => 'select * from public.double_payments()') },
]

const derivation: Operation[] = [
  {
    name: 'billing.derived_entitlements',
    role: 'postgres',
    call: forUser((id) => `select * from billing.derived_entitlements('${id}')`),
  },
  {
    name: 'billing.derive_entitlements (nothing new)',
    role: 'postgres',
    call: forUser((id) => `select billing.derive_entitlements('${id}')`),
  },
  {
    name: 'Stripe renewal',
    role: 'tandem_functions',
    call: async (users) => renewAtStripe(await users.pickSubscriber('stripe')),
    commits: true,
  },
  {
    name: 'App Store renewal',
    role: 'tandem_functions',
    call: async (users) => renewAtAppStore(await users.pickSubscriber('app_store')),
    commits: true,
  },
  {
    name: 'account deleted',
    role: 'postgres',
    call: forUser((id) => `delete from auth.users where id = '${id}'`),
  },
]

const due = `from public.subscriptions
  where status in ('active', 'in_grace_period') and expires_at < now() + interval '1 hour'`
// Exactly the rows of the index: what retries for weeks lies in it before everything that has just ended.
const dueWithRetry = due.replace(`'in_grace_period'`, `'in_grace_period', 'in_billing_retry'`)
const schedule: Operation[] = [
  {
    name: 'subscriptions due, first 100',
    role: 'postgres',
    call: forUser(() => `select id, store, store_subscription_id ${due} order by expires_at limit 100`),
  },
  {
    name: 'subscriptions due or in retry, first 100',
    role: 'postgres',
    call: forUser(() => `select id, store, store_subscription_id ${dueWithRetry} order by expires_at limit 100`),
  },
  { name: 'subscriptions due, counted', role: 'postgres', call: forUser(() => `select count(*) ${due}`) },
  {
    name: 'events owed, first 100',
    role: 'postgres',
    call: forUser(
      () =>
        `select store, event_id from billing.webhook_events where state <> 'processed' order by received_at limit 100`,
    ),
  },
  {
    name: 'grants begun in the last hour',
    role: 'tandem_operators',
    call: forUser(() => `select billing.derive_due(now() - interval '1 hour')`),
  },
]

export const operations: Operation[] = [...asked, ...derivation, ...schedule]

function renewAtStripe(stored: Stored): Call {
  const moment = new Date().toISOString()
  const event = { ...toEvent(moment), event_type: 'customer.subscription.updated' }
  const report = buildReport({
    store_subscription_id: stored.store_subscription_id,
    store_product_id: stored.store_product_id,
    store_customer_id: `cus_${/\d+/.exec(stored.store_subscription_id)?.[0]}`,
    started_at: new Date(stored.started_at).toISOString(),
    expires_at: inThirtyDays(),
    price: stored.price,
  })
  return {
    userId: stored.user_id,
    statement: `select billing.record_stripe_event(${toJson(event)}, ${toJson(report)})`,
  }
}

function renewAtAppStore(stored: Stored): Call {
  const moment = new Date().toISOString()
  const event = { ...toEvent(moment), event_type: 'DID_RENEW', event_subtype: null }
  const transaction = buildTransactionFact({
    transaction_id: randomUUID(),
    original_transaction_id: stored.store_subscription_id,
    product_id: stored.store_product_id,
    purchased_at: moment,
    original_purchased_at: new Date(stored.started_at).toISOString(),
    expires_at: inThirtyDays(),
    app_account_token: stored.user_id,
    signed_at: moment,
  })
  const renewal = buildRenewalFact({
    original_transaction_id: stored.store_subscription_id,
    product_id: stored.store_product_id,
    auto_renew_product_id: stored.store_product_id,
    renews_at: inThirtyDays(),
    signed_at: moment,
  })
  return {
    userId: stored.user_id,
    statement: `select billing.record_app_store_notification(${toJson(event)}, ${toJson({ transaction, renewal })})`,
  }
}

function toEvent(moment: string) {
  return { environment: 'production', event_id: randomUUID(), occurred_at: moment, payload: { note: 'x'.repeat(400) } }
}

function inThirtyDays(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString()
}

function toJson(value: object): string {
  return `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`
}
