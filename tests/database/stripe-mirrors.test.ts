import { describe, expect, it } from 'vitest'
import { asRole, asUser, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { period, recordStripe } from '../support/records.ts'
import { buildCard, buildCustomer, buildPayment, callBilling, recordFact } from '../support/stripe/facts.ts'
import {
  bearCustomer,
  billOf,
  type Person,
  paySubscription,
  recordBill,
  reportOf,
} from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase()
const later = '2026-11-22T08:00:00Z'
const tables = ['invoices', 'payments', 'payment_methods', 'billing_accounts', 'notices'] as const

const addCard = ({ customerId, suffix }: Pick<Person, 'customerId' | 'suffix'>, overrides: object = {}, at?: string) =>
  recordFact(
    sql,
    'payment_method',
    buildCard({ payment_method_id: `pm_${suffix}`, store_customer_id: customerId, ...overrides }),
    { at },
  )
const tellCustomer = ({ customerId }: Pick<Person, 'customerId'>, overrides: object = {}, at?: string) =>
  recordFact(sql, 'customer', buildCustomer({ store_customer_id: customerId, ...overrides }), { at })
const cardsOf = async (userId: string) =>
  (await sql`select payment_method_id from public.payment_methods where user_id = ${userId}`).map(
    (row) => row.payment_method_id,
  )
const accountOf = async (userId: string) =>
  (await sql`select balance, default_payment_method_id from public.billing_accounts where user_id = ${userId}`)[0] ??
  null

/** Somebody with a row in each table. */
async function fillAll(): Promise<Person> {
  const person = await paySubscription(sql)
  const ids = { store_customer_id: person.customerId }
  await addCard(person)
  await tellCustomer(person)
  await recordFact(sql, 'payment', buildPayment({ payment_intent_id: `pi_extra_${person.suffix}`, ...ids }))
  await sql`insert into public.notices (user_id, kind) values (${person.userId}, 'trial_refused')`
  return person
}

describe('what a user reads of their money', () => {
  it('is their own in each table; a stranger sees nothing, and so does who is not signed in', async () => {
    const owner = await fillAll()
    const stranger = await createUser(sql)
    for (const table of tables) {
      const read = (userId: string) => asUser(sql, userId, (tx) => tx`select user_id from public.${tx(table)}`)
      expect(await read(owner.userId), table).toEqual([{ user_id: owner.userId }])
      expect(await read(stranger), table).toEqual([])
      await expect(asRole(sql, 'anon', (tx) => tx`select from public.${tx(table)}`)).rejects.toThrow(
        /permission denied/,
      )
    }
    expect(await asRole(sql, 'anon', (tx) => tx`select id, amount from public.extras`)).toEqual([
      { id: 'workshop', amount: 2900 },
    ])
  })

  it('is written by nobody but the functions made for it', async () => {
    const owner = await fillAll()
    const roles = ['anon', 'authenticated', 'service_role', 'tandem_functions', 'tandem_operators'] as const
    for (const table of [...tables, 'extras'] as const) {
      for (const role of roles) {
        const write = (tx: typeof sql) => tx`insert into public.${tx(table)} default values`
        await expect(asRole(sql, role, write as never), `${role} ${table}`).rejects.toThrow(/permission denied/)
        if (table === 'notices' && role === 'authenticated') continue
        const remove = (tx: typeof sql) => tx`delete from public.${tx(table)}`
        await expect(asRole(sql, role, remove as never), `${role} ${table}`).rejects.toThrow(/permission denied/)
      }
    }
    expect(await cardsOf(owner.userId)).toHaveLength(1)
  })

  it('holds no fingerprint of a card', async () => {
    const { userId } = await fillAll()
    const rows = await asUser(sql, userId, (tx) => tx`select to_jsonb(c)::text as row from public.payment_methods c`)
    expect(JSON.stringify(rows)).not.toMatch(/fingerprint/)
  })

  it('stays with the shop as invoices when the account is deleted, without its name', async () => {
    const { userId, suffix } = await fillAll()
    await sql`delete from auth.users where id = ${userId}`
    expect(await sql`select user_id from public.invoices where invoice_id = ${`in_now_${suffix}`}`).toEqual([
      { user_id: null },
    ])
    expect(await cardsOf(userId)).toEqual([])
  })
})

describe('cards and balance', () => {
  it('are shown while the card is attached, with the credit in the user’s sign', async () => {
    const person = await bearCustomer(sql)
    await addCard(person)
    await tellCustomer(person, { balance: -500, default_payment_method_id: `pm_${person.suffix}` })
    expect(await cardsOf(person.userId)).toEqual([`pm_${person.suffix}`])
    expect(await accountOf(person.userId)).toEqual({ balance: 500, default_payment_method_id: `pm_${person.suffix}` })
    await addCard(person, { store_customer_id: null }, later)
    expect(await addCard(person)).toBe('stale')
    expect(await cardsOf(person.userId)).toEqual([])
  })

  it('that came before we had linked the customer are the user’s once we have', async () => {
    const userId = await createUser(sql)
    const early = { userId, customerId: 'cus_early', suffix: 'early', subscriptionId: 'sub_early' }
    await addCard(early)
    await tellCustomer(early, { balance: 70 })
    await recordBill(sql, billOf(early, 'one'))
    await recordFact(sql, 'payment', buildPayment({ payment_intent_id: 'pi_early', store_customer_id: 'cus_early' }))
    expect(await cardsOf(userId)).toEqual([])
    await sql`select billing.link_stripe_customer(${userId}, 'cus_early')`
    expect(await cardsOf(userId)).toEqual(['pm_early'])
    expect(await accountOf(userId)).toMatchObject({ balance: -70 })
    expect(await sql`select 1 from public.invoices where user_id = ${userId}`).toHaveLength(1)
    expect(await sql`select entitlement from public.entitlements where user_id = ${userId}`).toEqual([
      { entitlement: 'workshop' },
    ])
  })

  it('tell which running subscription is charged to which card', async () => {
    const person = await bearCustomer(sql)
    const [own, other] = [`pm_${person.suffix}`, `pm_other_${person.suffix}`]
    await addCard(person)
    await addCard(person, { payment_method_id: other, fingerprint: 'fingerprint-2', created_at: later })
    await tellCustomer(person, { default_payment_method_id: other })
    const cards = () => callBilling<{ payment_method_id: string }[]>(sql, 'cards_of', [person.userId])
    await recordStripe(sql, reportOf(person))
    expect(await cards()).toMatchObject([
      { payment_method_id: own, fingerprint: 'fingerprint-1', is_default: false, subscription_id: null },
      { payment_method_id: other, is_default: true, subscription_id: person.subscriptionId },
    ])
    await recordStripe(sql, reportOf(person, { payment_method_id: own }), later)
    expect(await cards()).toMatchObject([{ subscription_id: person.subscriptionId }, { subscription_id: null }])
  })
})

describe('a customer that was deleted at Stripe', () => {
  it('has no cards and no account, whatever is heard of it later, and the next purchase makes another', async () => {
    const person = await fillAll()
    await tellCustomer(person, { is_deleted: true }, later)
    await sql`select billing.unlink_stripe_customer(${person.customerId})`
    await tellCustomer(person, { balance: -900 }, '2026-11-23T08:00:00Z')
    await addCard(person, { payment_method_id: `pm_late_${person.suffix}` })
    expect(await cardsOf(person.userId)).toEqual([])
    expect(await accountOf(person.userId)).toBeNull()
    expect(await callBilling(sql, 'customer_of', [person.userId])).toBeNull()
    expect(await callBilling(sql, 'link_stripe_customer', [person.userId, 'cus_second'])).toBe('cus_second')
  })

  it('still names the owner of invoices and subscriptions that are heard of later', async () => {
    const person = await bearCustomer(sql)
    await sql`select billing.unlink_stripe_customer(${person.customerId})`
    await recordBill(sql, billOf(person, 'late'))
    await recordStripe(sql, reportOf(person, { status: 'expired' }))
    expect(await sql`select 1 from public.invoices where user_id = ${person.userId}`).toHaveLength(1)
    expect(await callBilling(sql, 'stripe_subscription_of', [person.userId])).toMatchObject({ plan_rank: 2 })
  })
})

it('an invoice is found by its owner only, and without an id the newest open one', async () => {
  const [owner, stranger] = [await bearCustomer(sql), await createUser(sql)]
  const open = (name: string, created_at: string) =>
    billOf(owner, name, { status: 'open', created_at, paid_at: null }).invoice
  const [old, recent] = [open('old', period.start), open('recent', later)]
  await recordFact(sql, 'invoice', recent)
  await recordFact(sql, 'invoice', old)
  await recordBill(sql, billOf(owner, 'paid', { created_at: '2026-11-25T08:00:00Z' }))
  const find = (userId: string, id: string | null) => callBilling<object | null>(sql, 'invoice_of', [userId, id])
  expect(await find(owner.userId, null)).toMatchObject({ invoice_id: recent.invoice_id })
  expect(await find(owner.userId, old.invoice_id as string)).toMatchObject({ status: 'open' })
  expect(await find(stranger, old.invoice_id as string)).toBeNull()
  expect(await find(stranger, null)).toBeNull()
})
