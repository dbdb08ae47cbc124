import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

const clientRoles = ['anon', 'authenticated', 'service_role', 'tandem_functions', 'tandem_operators']

describe('every table', () => {
  it('has row-level security on and a comment', async () => {
    const rows = await sql`
      select c.oid::regclass::text as name from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'billing')
        and (not c.relrowsecurity or obj_description(c.oid) is null)`
    expect(rows).toEqual([])
  })

  it('grants exactly what clients need', async () => {
    const rows = await sql`
      select c.oid::regclass::text as name, grantee.rolname || ': ' || string_agg(acl.privilege_type, ', ' order by acl.privilege_type) as "right"
      from pg_class c, aclexplode(c.relacl) acl join pg_roles grantee on grantee.oid = acl.grantee
      where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace::regnamespace::text in ('public', 'billing')
        and grantee.rolname <> 'postgres'
      group by c.oid, grantee.rolname order by 1, 2`
    expect(rows.map((row) => `${row.name} ${row.right}`)).toEqual([
      'app_store_purchases authenticated: SELECT',
      'app_store_purchases service_role: SELECT',
      'app_store_purchases tandem_operators: SELECT',
      'billing.account_deletions tandem_operators: SELECT',
      'billing.app_store_checks tandem_operators: SELECT',
      'billing.app_store_claims tandem_operators: SELECT',
      'billing.app_store_consents tandem_operators: SELECT',
      'billing.app_store_move_codes tandem_operators: SELECT',
      'billing.app_store_renewals tandem_operators: SELECT',
      'billing.app_store_tasks tandem_operators: SELECT',
      'billing.app_store_transactions tandem_operators: SELECT',
      'billing.attached_cards tandem_operators: SELECT',
      'billing.customers tandem_operators: SELECT',
      'billing.double_payments tandem_operators: SELECT',
      'billing.erased_store_ids tandem_operators: SELECT',
      'billing.extra_attempts tandem_operators: SELECT',
      'billing.grants tandem_operators: DELETE, INSERT, SELECT, UPDATE',
      'billing.owed_apple_revocations tandem_operators: SELECT',
      'billing.owed_mails tandem_operators: SELECT',
      'billing.purchase_attempts tandem_operators: SELECT',
      'billing.reconciliation_state tandem_operators: SELECT',
      'billing.settings tandem_operators: SELECT, UPDATE',
      'billing.settings_changes tandem_operators: SELECT',
      'billing.storefront_rules tandem_operators: DELETE, INSERT, SELECT, UPDATE',
      'billing.stripe_charges tandem_operators: SELECT',
      'billing.stripe_customers tandem_operators: SELECT',
      'billing.stripe_disputes tandem_operators: SELECT',
      'billing.stripe_invoice_needs tandem_operators: SELECT',
      'billing.stripe_invoice_payments tandem_operators: SELECT',
      'billing.stripe_payment_methods tandem_operators: SELECT',
      'billing.trial_card_claims tandem_operators: SELECT',
      'billing.trials tandem_operators: SELECT',
      'billing.webhook_events tandem_operators: SELECT',
      'billing_accounts authenticated: SELECT',
      'billing_accounts service_role: SELECT',
      'billing_accounts tandem_operators: SELECT',
      'entitlements authenticated: SELECT',
      'entitlements service_role: SELECT',
      'entitlements tandem_operators: SELECT',
      'extras anon: SELECT',
      'extras authenticated: SELECT',
      'extras service_role: SELECT',
      'extras tandem_operators: SELECT',
      'invoices authenticated: SELECT',
      'invoices service_role: SELECT',
      'invoices tandem_operators: SELECT',
      'lesson_previews anon: SELECT',
      'lesson_previews authenticated: SELECT',
      'lesson_previews service_role: SELECT',
      'lessons anon: SELECT',
      'lessons authenticated: SELECT',
      'lessons service_role: SELECT',
      'notices authenticated: DELETE, SELECT',
      'notices service_role: SELECT',
      'notices tandem_operators: SELECT',
      'payment_methods authenticated: SELECT',
      'payment_methods service_role: SELECT',
      'payment_methods tandem_operators: SELECT',
      'payments authenticated: SELECT',
      'payments service_role: SELECT',
      'payments tandem_operators: SELECT',
      'plans anon: SELECT',
      'plans authenticated: SELECT',
      'plans service_role: SELECT',
      'plans tandem_operators: SELECT',
      'refund_consents authenticated: SELECT',
      'refund_consents service_role: SELECT',
      'refund_consents tandem_operators: SELECT',
      'subscriptions authenticated: SELECT',
      'subscriptions service_role: SELECT',
      'subscriptions tandem_operators: SELECT',
    ])
  })
})

describe('every function', () => {
  it('has a fixed search path and a comment', async () => {
    const rows = await sql`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace::regnamespace::text in ('public', 'billing')
        and (not coalesce(p.proconfig @> array['search_path=""'], false) or obj_description(p.oid) is null)`
    expect(rows).toEqual([])
  })

  it('may be executed by exactly whom it is made for', async () => {
    const rows = await sql`
      select r.rolname || ' ' || p.pronamespace::regnamespace || '.' || p.proname as "right"
      from pg_proc p cross join pg_roles r
      where p.pronamespace::regnamespace::text in ('public', 'billing') and r.rolname in ${sql(clientRoles)}
        and has_function_privilege(r.oid, p.oid, 'execute') and has_schema_privilege(r.oid, p.pronamespace, 'usage')
      order by 1`
    expect(rows.map((row) => row.right)).toEqual([
      'anon billing.web_purchase_rule',
      'anon public.web_purchase_rule',
      'authenticated billing.begin_own_app_store_extra',
      'authenticated billing.begin_own_app_store_purchase',
      'authenticated billing.checkout_settings',
      'authenticated billing.describe_refusal',
      'authenticated billing.end_own_app_store_purchase',
      'authenticated billing.explain_own_access',
      'authenticated billing.own_double_payments',
      'authenticated billing.own_purchase_options',
      'authenticated billing.own_sessions',
      'authenticated billing.own_sign_in_methods',
      'authenticated billing.remove_own_password',
      'authenticated billing.set_own_refund_consent',
      'authenticated billing.sign_out_own_session',
      'authenticated billing.web_purchase_rule',
      'authenticated public.begin_app_store_extra',
      'authenticated public.begin_app_store_purchase',
      'authenticated public.checkout_settings',
      'authenticated public.double_payments',
      'authenticated public.end_app_store_purchase',
      'authenticated public.explain_access',
      'authenticated public.has_entitlement',
      'authenticated public.my_sessions',
      'authenticated public.purchase_options',
      'authenticated public.remove_password',
      'authenticated public.set_refund_consent',
      'authenticated public.sign_in_methods',
      'authenticated public.sign_out_session',
      'authenticated public.web_purchase_rule',
      'tandem_functions billing.app_store_offer',
      'tandem_functions billing.attempt_by_setup_intent',
      'tandem_functions billing.attempt_of',
      'tandem_functions billing.begin_account_deletion',
      'tandem_functions billing.begin_extra_purchase',
      'tandem_functions billing.begin_stripe_purchase',
      'tandem_functions billing.cards_of',
      'tandem_functions billing.change_plan_options',
      'tandem_functions billing.claim_app_store_purchases',
      'tandem_functions billing.claim_app_store_tasks',
      'tandem_functions billing.claim_apple_revocations',
      'tandem_functions billing.claim_checkout_trial_card',
      'tandem_functions billing.claim_owed_mails',
      'tandem_functions billing.claim_trial_card',
      'tandem_functions billing.customer_of',
      'tandem_functions billing.delete_account',
      'tandem_functions billing.derive_due',
      'tandem_functions billing.due_app_store_checks',
      'tandem_functions billing.export_account',
      'tandem_functions billing.fail_app_store_task',
      'tandem_functions billing.fail_apple_revocation',
      'tandem_functions billing.fail_owed_mail',
      'tandem_functions billing.finish_app_store_task',
      'tandem_functions billing.finish_apple_revocation',
      'tandem_functions billing.finish_deletions',
      'tandem_functions billing.finish_owed_mail',
      'tandem_functions billing.finish_stripe_event',
      'tandem_functions billing.invoice_of',
      'tandem_functions billing.is_trial_allowed',
      'tandem_functions billing.keep_apple_token',
      'tandem_functions billing.link_stripe_customer',
      'tandem_functions billing.may_become_customer',
      'tandem_functions billing.note_purchase_attempt',
      'tandem_functions billing.owe_due_mails',
      'tandem_functions billing.read_reconciliation_state',
      'tandem_functions billing.record_app_store_notification',
      'tandem_functions billing.record_app_store_status',
      'tandem_functions billing.record_app_store_transaction',
      'tandem_functions billing.record_failed_event',
      'tandem_functions billing.record_owed_stripe_event',
      'tandem_functions billing.record_stripe_event',
      'tandem_functions billing.record_stripe_fact',
      'tandem_functions billing.record_stripe_fact_reading',
      'tandem_functions billing.record_stripe_purchase',
      'tandem_functions billing.record_stripe_subscription',
      'tandem_functions billing.record_trial_card',
      'tandem_functions billing.release_app_store_purchases',
      'tandem_functions billing.sale_of',
      'tandem_functions billing.stripe_subscription_of',
      'tandem_functions billing.unlink_stripe_customer',
      'tandem_functions billing.write_reconciliation_state',
      'tandem_operators billing.access_at',
      'tandem_operators billing.derive_due',
      'tandem_operators billing.explain_access',
      'tandem_operators billing.move_purchases',
      'tandem_operators billing.restore_consent',
    ])
  })
})

describe('every policy', () => {
  it('has a comment', async () => {
    const rows = await sql`
      select p.polname from pg_policy p where obj_description(p.oid, 'pg_policy') is null`
    expect(rows).toEqual([])
  })
})
