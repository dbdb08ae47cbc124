import { describe, expect, it } from 'vitest'
import { type Break, breakStripe } from '../support/account/break-stripe.ts'
import { findTraces } from '../support/account/find-traces.ts'
import { setUpAccount } from '../support/account/set-up-account.ts'
import { asUser, createUser } from '../support/act-as.ts'
import { buyPlan, customerOf } from '../support/billing/buy.ts'

const account = setUpAccount()
const deleted = { status: 200, body: { deleted: true, has_app_store_subscription: false } }
const notEnded = { status: 502, body: { code: 'subscription_not_ended' } }

const isThere = async (userId: string) =>
  (await account().sql`select from auth.users where id = ${userId}`).length === 1

async function expectGone(userId: string, customer: string): Promise<void> {
  const { sql, stripe } = account()
  expect(await isThere(userId)).toBe(false)
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
  const subscriptions = (await stripe.subscriptions.list({ customer, status: 'all' })).data
  expect(subscriptions.map(({ status }) => status)).toEqual(['canceled'])
  expect(await findTraces(sql, userId)).toEqual([])
}

/** Tries once with a Stripe that breaks there; null when all that is asked of Stripe comes before that. */
async function tryWithBreak(where: Break) {
  const userId = await buyPlan(account())
  const customer = await customerOf(account(), userId)
  const broken = await breakStripe(account().simulator, where)
  const answer = await account().ask(userId, 'delete', {}, { stripe: broken.stripe })
  await broken.close()
  return broken.isReached() ? { userId, customer, answer } : null
}

describe('when Stripe does not do its part, nothing is deleted', () => {
  it.each(['never_asked', 'never_heard'] as const)(
    'at whichever request it breaks (%s), and the next try goes on from there',
    { timeout: 300_000 },
    async (answer) => {
      let atRequest = 1
      for (; ; atRequest++) {
        const tried = await tryWithBreak({ atRequest, answer })
        if (tried === null) break
        expect({ atRequest, ...tried.answer }).toMatchObject({ atRequest, ...notEnded })
        expect(await isThere(tried.userId)).toBe(true)
        expect(await account().ask(tried.userId, 'delete')).toEqual(deleted)
        await expectGone(tried.userId, tried.customer)
      }
      expect(atRequest).toBeGreaterThan(5)
    },
  )

  it('says so, and that it may be tried again', async () => {
    const userId = await buyPlan(account())
    const broken = await breakStripe(account().simulator, { atRequest: 1, answer: 'never_asked' })
    const { body } = await account().ask(userId, 'delete', {}, { stripe: broken.stripe })
    await broken.close()
    expect(body.message).toMatch(/could not end your subscription.*nothing was deleted.*try again/i)
    const rights = await account().sql`
      select entitlement from public.entitlements where user_id = ${userId} and access_ends_at > now()`
    expect(rights).toHaveLength(2)
  })

  it('sells nothing more to the account meanwhile, at neither store, for a day', async () => {
    const { sql, call, ask, simulator } = account()
    const userId = await createUser(sql)
    await call(userId, 'subscribe', { plan_id: 'standard', trial: false })
    const broken = await breakStripe(simulator, { atRequest: 1, answer: 'never_asked' })
    expect(await ask(userId, 'delete', {}, { stripe: broken.stripe })).toMatchObject(notEnded)
    await broken.close()
    const refused = { status: 409, body: { code: 'account_being_deleted' } }
    expect(await call(userId, 'subscribe', { plan_id: 'standard', trial: false })).toMatchObject(refused)
    expect(await call(userId, 'extras/buy', { extra_id: 'workshop' })).toMatchObject(refused)
    const inApp = await asUser(sql, userId, (tx) => tx`select code from public.begin_app_store_purchase('standard')`)
    expect(inApp).toEqual([{ code: 'account_being_deleted' }])

    await sql`update billing.account_deletions set begun_at = now() - interval '25 hours' where user_id = ${userId}`
    expect(await call(userId, 'subscribe', { plan_id: 'standard', trial: false })).toMatchObject({ status: 200 })
  })
})

describe('a process that dies', () => {
  it.each([
    'billing.begin_account_deletion',
    'billing.record_stripe_subscription',
    'billing.unlink_stripe_customer',
    'billing.delete_account',
  ])('before %s leaves an account that the next try deletes', async (sqlFunction) => {
    const { database, ask } = account()
    const userId = await buyPlan(account())
    const customer = await customerOf(account(), userId)
    database.failNext(sqlFunction)
    expect((await ask(userId, 'delete')).status).toBeGreaterThanOrEqual(500)
    expect(await isThere(userId)).toBe(true)
    expect(await ask(userId, 'delete')).toEqual(deleted)
    await expectGone(userId, customer)
  })

  it('inside the transaction leaves everything as it was', async () => {
    const { sql, ask } = account()
    const userId = await buyPlan(account())
    const customer = await customerOf(account(), userId)
    await sql`
      create function public.die() returns trigger language plpgsql as $$ begin raise exception 'The process died here'; end $$`
    await sql`create trigger die before delete on auth.users for each row execute function public.die()`
    expect(await ask(userId, 'delete')).toMatchObject({ status: 500, body: { code: 'internal' } })
    await sql`drop function public.die() cascade`
    expect(await isThere(userId)).toBe(true)
    const [invoice] = await sql`select user_id from public.invoices where store_customer_id = ${customer}`
    expect(invoice).toEqual({ user_id: userId })
    expect(await sql`select from billing.erased_store_ids where id = ${customer}`).toHaveLength(0)
    expect(await ask(userId, 'delete')).toEqual(deleted)
    await expectGone(userId, customer)
  })

  it('after the answer leaves the rest to reconciliation, and the person is told that all is well', async () => {
    const { database, ask } = account()
    const userId = await buyPlan(account())
    database.failNext('billing.finish_deletions')
    expect(await ask(userId, 'delete')).toEqual(deleted)
    expect(account().logLines.join('\n')).toContain('left to reconciliation')
  })
})

describe('two requests', () => {
  it('of the same moment delete the account once and are both answered so', async () => {
    const { sql, ask } = account()
    const email = 'twice@example.com'
    const userId = await buyPlan(account())
    await sql`update auth.users set email = ${email} where id = ${userId}`
    const customer = await customerOf(account(), userId)
    expect(await Promise.all([ask(userId, 'delete'), ask(userId, 'delete')])).toEqual([deleted, deleted])
    await expectGone(userId, customer)
    expect(await sql`select from billing.owed_mails where email = ${email}`).toHaveLength(1)
  })

  it('one after the other: the second hears what the first did, for a day', async () => {
    const { sql, ask } = account()
    const userId = await createUser(sql)
    await ask(userId, 'delete')
    expect(await ask(userId, 'delete')).toEqual(deleted)
    await sql`update billing.account_deletions set finished_at = now() - interval '25 hours'`
    await sql`select billing.finish_deletions()`
    expect(await sql`select from billing.account_deletions where finished_at is not null`).toHaveLength(0)
  })
})

describe('a purchase of the same moment', () => {
  it('whose customer was made at Stripe after the deletion had looked is found, and ended too', async () => {
    const { sql, stripe, database, ask } = account()
    const userId = await createUser(sql)
    const late = await stripe.customers.create({ email: 'late@example.com', metadata: { user_id: userId } })
    let isLinked = false
    const linking: typeof database = {
      ...database,
      async call(sqlFunction, args) {
        const answer = await database.call(sqlFunction, args)
        if (sqlFunction === 'billing.begin_account_deletion' && !isLinked) {
          isLinked = true
          await database.call('billing.link_stripe_customer', [userId, late.id])
        }
        return answer
      },
    }
    expect(await ask(userId, 'delete', {}, { database: linking })).toEqual(deleted)
    expect(await stripe.customers.retrieve(late.id)).toMatchObject({ deleted: true })
    expect(await isThere(userId)).toBe(false)
  })

  it('by a token that outlives its user makes nobody a customer again', async () => {
    const { stripe, call, ask, sql } = account()
    const userId = await createUser(sql)
    await ask(userId, 'delete')
    const refused = { status: 409, body: { code: 'account_being_deleted' } }
    expect(await call(userId, 'cards/add')).toMatchObject(refused)
    expect(await call(userId, 'subscribe', { plan_id: 'premium' })).toMatchObject(refused)
    expect(await call(userId, 'extras/buy', { extra_id: 'workshop' })).toMatchObject(refused)
    const { data } = await stripe.customers.list({ email: `${userId}@example.com` })
    expect(data).toEqual([])
  })
})
