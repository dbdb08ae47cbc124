import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'

const sql = openTestDatabase()

/**
 * What becomes of each table that knows a person when they delete their account, and under which name the export shows it.
 * A new table with a user or an e-mail address fails here until somebody has decided.
 */
const decisions: Record<
  string,
  { deletion: 'row goes' | 'user goes' | 'not bound'; export: string | { not: string } }
> = {
  // The ledger: what was sold, when, for how much.
  'public.subscriptions': { deletion: 'user goes', export: 'subscriptions' },
  'public.invoices': { deletion: 'user goes', export: 'invoices' },
  'public.payments': { deletion: 'user goes', export: 'payments' },
  'public.app_store_purchases': { deletion: 'user goes', export: 'app_store_purchases' },
  'billing.customers': { deletion: 'user goes', export: 'stripe_customers' },
  'billing.stripe_customers': { deletion: 'user goes', export: 'stripe_customers' },
  'billing.trials': { deletion: 'user goes', export: 'trials' },
  'billing.app_store_claims': { deletion: 'user goes', export: 'app_store_claims' },
  // The person's own, and gone with them.
  'public.entitlements': { deletion: 'row goes', export: 'entitlements' },
  'public.payment_methods': { deletion: 'row goes', export: 'payment_methods' },
  'public.billing_accounts': { deletion: 'row goes', export: 'billing_account' },
  'public.notices': { deletion: 'row goes', export: 'notices' },
  'public.refund_consents': { deletion: 'row goes', export: 'refund_consent' },
  'billing.grants': { deletion: 'row goes', export: 'grants' },
  'billing.purchase_attempts': { deletion: 'row goes', export: 'purchase_attempts' },
  'billing.extra_attempts': { deletion: 'row goes', export: 'extra_attempts' },
  'billing.trial_card_claims': { deletion: 'row goes', export: { not: 'a hash, for the minutes of a purchase' } },
  'billing.app_store_tasks': {
    deletion: 'row goes',
    export: { not: 'work owed to Apple, about purchases that are shown' },
  },
  'billing.app_store_move_attempts': { deletion: 'row goes', export: { not: 'wrong codes of the last minutes' } },
  'billing.app_store_move_codes': { deletion: 'row goes', export: { not: 'a hash that lives ten minutes' } },
  'billing.apple_sign_in_tokens': {
    deletion: 'row goes',
    export: { not: 'a secret; that Apple is connected is shown' },
  },
  // Owed to somebody who may be gone when it is done.
  'billing.owed_mails': { deletion: 'user goes', export: 'mails' },
  'billing.account_deletions': { deletion: 'user goes', export: { not: 'there is none while the account is used' } },
  // Apple's token names a user; when they are gone it leads nowhere, and Apple goes on sending it.
  'billing.app_store_transactions': { deletion: 'not bound', export: 'app_store_transactions' },
  'billing.app_store_renewals': { deletion: 'not bound', export: 'app_store_renewals' },
}

type Column = { name: string; table: string; rule: 'c' | 'n' | null }

/** Every column that says who somebody is: a foreign key to users, or a name that speaks of one. */
async function readColumns(): Promise<Column[]> {
  return sql<Column[]>`
    select format('%s.%s', n.nspname, c.relname) as table, a.attname as name, (
      select f.confdeltype from pg_constraint f
      where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum] and f.confrelid = 'auth.users'::regclass) as rule
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'billing')
      and (a.attname ~ '(^|_)(user|owner|poster|buyer|person|email|phone|ip|name_of)(_id|_hash)?$|app_account_token|ip_address'
        or exists (
          select from pg_constraint f
          where f.contype = 'f' and f.conrelid = c.oid and a.attnum = any (f.conkey) and f.confrelid = 'auth.users'::regclass))
    order by 1, 2`
}

describe('what is kept about a person', () => {
  it('is decided for every table', async () => {
    const tables = new Set((await readColumns()).map(({ table }) => table))
    expect([...tables].sort()).toEqual(Object.keys(decisions).sort())
  })

  it('goes, or stays without the person, as the foreign keys have it', async () => {
    const columns = await readColumns()
    for (const [table, { deletion }] of Object.entries(decisions)) {
      const rules = columns.filter((column) => column.table === table && column.rule).map(({ rule }) => rule)
      const expected = { 'row goes': 'c', 'user goes': 'n', 'not bound': null }[deletion]
      // Somebody else whom a row names as well may go before it: then only their name does.
      const odd = rules.filter((rule) => rule !== expected && rule !== 'n')
      expect({ table, odd, isAsDecided: expected === null || rules.includes(expected as 'c' | 'n') }).toEqual({
        table,
        odd: [],
        isAsDecided: true,
      })
    }
  })

  it('has a column without a foreign key only where that is meant', async () => {
    const loose = (await readColumns()).filter(({ rule }) => rule === null).map(({ table, name }) => `${table}.${name}`)
    expect(loose).toEqual(
      [
        // Until the mail is sent.
        'billing.owed_mails.email',
        ...['renewals', 'transactions'].map((table) => `billing.app_store_${table}.app_account_token`),
        // Hashes, by which the next request or trial is known again.
        'billing.account_deletions.user_hash',
        'billing.trials.email_hash',
      ].sort(),
    )
  })

  it('is in the export under its name', async () => {
    const userId = await createUser(sql)
    const [row] = await sql`select billing.export_account(${userId}) as document`
    const names = Object.values(decisions).flatMap((decision) =>
      typeof decision.export === 'string' ? [decision.export] : [],
    )
    const ofAuth = ['account', 'sessions', 'sign_in_methods']
    expect(Object.keys(row?.document).sort()).toEqual([...new Set([...names, ...ofAuth, 'exported_at'])].sort())
  })
})
