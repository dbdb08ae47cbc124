import { describe, expect, it } from 'vitest'
import { findTraces } from '../support/account/find-traces.ts'
import { setUpAccount } from '../support/account/set-up-account.ts'
import { createUser } from '../support/act-as.ts'
import { buyingCases } from '../support/app-store/buying-cases.ts'
import { createSubscriber, products } from '../support/app-store/create-subscriber.ts'
import { endingCases } from '../support/app-store/ending-cases.ts'
import { bought, lapsed, type NotificationCase } from '../support/app-store/notification-case.ts'
import { quietCases } from '../support/app-store/quiet-cases.ts'
import { readOwner, readRights, readTasks } from '../support/app-store/read-app-store.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { addCard, buyPlan, customerOf } from '../support/billing/buy.ts'

const account = setUpAccount()
const newUser = () => createUser(account().sql)
const rightsOf = (userId: string) => readRights(account().sql, userId)
const ownerOf = (original: string) => readOwner(account().sql, original)
const both = ['premium', 'standard']

/** Somebody who subscribes in the app, and what they bought. */
async function subscribeInApp(userId: string, named: string | null = userId) {
  const subscriber = createSubscriber(named)
  const [purchase] = bought(subscriber)
  const [status] = await account().appStore.handIn({ transaction: subscriber.transaction(), ...purchase }, userId)
  expect(status).toBe(200)
  return subscriber
}

describe('an account with a subscription of the App Store', () => {
  it('is deleted, and the answer says that Apple goes on charging', async () => {
    const { sql, ask } = account()
    const userId = await createUser(sql, { email: 'phone@example.com' })
    const { originalTransactionId } = await subscribeInApp(userId)
    expect(await ask(userId, 'delete')).toEqual({
      status: 200,
      body: { deleted: true, has_app_store_subscription: true },
    })
    expect(await ownerOf(originalTransactionId)).toBeNull()
    expect(await rightsOf(userId)).toEqual([])
    expect(account().requests).toEqual([])
    const [mail] = await sql`select facts from billing.owed_mails where email = 'phone@example.com'`
    expect(mail).toEqual({ facts: { app_store_goes_on: true } })
    // Said again to who asks again.
    expect((await ask(userId, 'delete')).body).toEqual({ deleted: true, has_app_store_subscription: true })
  })

  it('that ends by itself, or that the family shares, is nothing to warn of', async () => {
    const ending = await newUser()
    const it = createSubscriber(ending)
    await account().appStore.handIn(
      { transaction: it.transaction(), renewal: it.renewal({ autoRenewStatus: 0 }) },
      ending,
    )
    expect((await account().ask(ending, 'delete')).body).toMatchObject({ has_app_store_subscription: false })
    const member = await newUser()
    const shared = createSubscriber(null)
    const transaction = shared.transaction({ inAppOwnershipType: 'FAMILY_SHARED' })
    await account().appStore.handIn({ transaction, renewal: shared.renewal() }, member)
    expect((await account().ask(member, 'delete')).body).toMatchObject({ has_app_store_subscription: false })
  })

  it('frees the purchase: a new account restores it, and Apple is told whose it is now', async () => {
    const { ask, appStore, sql } = account()
    const [former, again] = [await newUser(), await newUser()]
    const subscriber = await subscribeInApp(former)
    await ask(former, 'delete')
    const handedIn = await appStore.handIn(
      { transaction: subscriber.transaction(), renewal: subscriber.renewal() },
      again,
    )
    await appStore.settle()
    expect(handedIn).toMatchObject([200, { outcome: 'applied' }])
    expect(await rightsOf(again)).toEqual(both)
    expect(await readTasks(sql, subscriber.originalTransactionId)).toMatchObject([
      { kind: 'set_app_account_token', outcome: 'set' },
    ])
    // Apple may sign the former token for a while.
    const transaction = subscriber.transaction({ appAccountToken: former })
    await appStore.notify(await appStore.signNotice({ type: 'DID_RENEW', transaction, renewal: subscriber.renewal() }))
    expect(await ownerOf(subscriber.originalTransactionId)).toBe(again)
  })

  it('does not give the purchase back to an owner from before, whatever Apple signs', async () => {
    const { ask, appStore, sql } = account()
    const [first, second, third] = [await newUser(), await newUser(), await newUser()]
    const it = createSubscriber(first)
    await appStore.handIn(lapsed(it, { autoRenewStatus: 0, expirationIntent: 1 }), first)
    await appStore.handIn(lapsed(it, { autoRenewStatus: 0, expirationIntent: 1 }), second)
    await appStore.settle()
    expect(await ownerOf(it.originalTransactionId)).toBe(second)
    await ask(second, 'delete')
    const again = { transactionId: `${it.originalTransactionId}-3`, transactionReason: 'RENEWAL' }
    const renewed = { transaction: it.transaction(again), renewal: it.renewal() }
    await appStore.notify(await appStore.signNotice({ type: 'DID_RENEW', ...renewed }))
    expect(await ownerOf(it.originalTransactionId)).toBeNull()
    expect(await rightsOf(first)).toEqual([])
    await appStore.handIn(renewed, third)
    expect(await ownerOf(it.originalTransactionId)).toBe(third)
    await appStore.settle()
    expect(
      (
        await sql`select known_tokens from billing.app_store_claims
      where original_transaction_id = ${it.originalTransactionId}`
      )[0]?.known_tokens,
    ).not.toContain(null)
  })

  it('takes what a phone hands in that is still signed in as nobody’s', async () => {
    const { ask, appStore } = account()
    const userId = await newUser()
    await ask(userId, 'delete')
    const it = createSubscriber(userId)
    expect(await appStore.handIn({ transaction: it.transaction(), renewal: it.renewal() }, userId)).toEqual([
      200,
      { outcome: 'applied', entitlements: [] },
    ])
    expect(await ownerOf(it.originalTransactionId)).toBeNull()
  })

  it('frees what was bought once as well', async () => {
    const { ask, appStore } = account()
    const [former, again] = [await newUser(), await newUser()]
    const it = createSubscriber(former)
    const workshop = { productId: products.workshop, type: 'Non-Consumable', expiresDate: undefined }
    await appStore.handIn({ transaction: it.transaction(workshop) }, former)
    expect(await rightsOf(former)).toEqual(['workshop'])
    await ask(former, 'delete')
    await appStore.handIn({ transaction: it.transaction(workshop) }, again)
    expect(await rightsOf(again)).toEqual(['workshop'])
  })
})

describe('an account that pays at both stores', () => {
  it('ends on the web, is warned of the App Store, and leaves the purchase of the app free', async () => {
    const { ask, stripe, sql } = account()
    const userId = await buyPlan(account(), 'standard')
    const customer = await customerOf(account(), userId)
    const { originalTransactionId } = await subscribeInApp(userId)
    expect((await ask(userId, 'delete')).body).toEqual({ deleted: true, has_app_store_subscription: true })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
    expect(await ownerOf(originalTransactionId)).toBeNull()
    expect(await sql`select from public.subscriptions where user_id = ${userId}`).toHaveLength(0)
  })
})

describe('what the App Store tells afterwards', () => {
  const cases: NotificationCase[] = [...buyingCases, ...endingCases, ...quietCases]
  const named = cases.map((each) => [[each.type, each.subtype, each.when].filter(Boolean).join(' '), each] as const)

  it.each(named)('of a user who is gone is harmless: %s', async (_name, { type, subtype, before = bought, parts }) => {
    const { sql, ask, appStore } = account()
    const userId = await newUser()
    const it = createSubscriber(userId)
    for (const told of before(it)) await appStore.notify(await appStore.signNotice({ type: 'SUBSCRIBED', ...told }))
    await ask(userId, 'delete')
    const [{ users } = { users: 0 }] = await sql<{ users: number }[]>`select count(*)::int as users from auth.users`
    const jws = await appStore.signNotice({ type, subtype, ...parts(it) })
    const [status] = await appStore.notify(jws)
    expect(status).toBe(200)
    expect(await appStore.notify(jws)).toMatchObject([200, { outcome: 'duplicate' }])
    await appStore.settle()
    const owned = await sql`
      select user_id from public.subscriptions
      where store_subscription_id = ${it.originalTransactionId} and user_id is not null
      union all select user_id from public.app_store_purchases
      where original_transaction_id = ${it.originalTransactionId} and user_id is not null`
    expect(owned).toHaveLength(0)
    expect(await sql`select from public.entitlements where user_id = ${userId}`).toHaveLength(0)
    expect(await sql`select count(*)::int as users from auth.users`).toEqual([{ users }])
    const failed = (await readTasks(sql, it.originalTransactionId)).filter(({ outcome }) => outcome === 'failed')
    expect(failed).toEqual([])
  })
})

const hasExtra = ({ metadata }: { metadata: object }) => 'extra_id' in metadata

async function openDispute(payment_intent: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify({ payment_intent }) }
  const response = await account().simulator.fetch(new Request('http://127.0.0.1/control/disputes', init))
  expect(response.status, await response.clone().text()).toBe(200)
}

describe('what Stripe tells afterwards', () => {
  it('of a user who is gone is taken, changes nobody’s rights, and is kept without the person', async () => {
    const { sql, ask, hear, stripe, call, browser } = account()
    const userId = await buyPlan(account())
    await addCard(account(), userId, cardNumbers.mastercard)
    const extra = await call(userId, 'extras/buy', { extra_id: 'workshop' })
    await browser.confirmPayment(extra.body.client_secret)
    const customer = await customerOf(account(), userId)
    const intents = (await stripe.paymentIntents.list({ customer })).data
    const [forExtra, forPlan] = [intents.find(hasExtra), intents.find((intent) => !hasExtra(intent))]
    await ask(userId, 'delete')
    // Staff and a bank, some weeks later.
    await stripe.refunds.create({ payment_intent: String(forPlan?.id) })
    await openDispute(String(forExtra?.id))
    await hear()
    expect(await findTraces(sql, userId)).toEqual([])
    expect(await findTraces(sql, `${userId}@example.com`)).toEqual([])
    const told = await sql<{ event_type: string; state: string; erased: boolean }[]>`
      select distinct event_type, state, payload ? 'is_erased' as erased from billing.webhook_events`
    expect(told.filter(({ state }) => state !== 'processed')).toEqual([])
    const types = told.filter(({ erased }) => erased).map(({ event_type }) => event_type)
    expect(types).toEqual(
      expect.arrayContaining([
        'charge.dispute.created',
        'charge.refunded',
        'customer.created',
        'customer.deleted',
        'customer.subscription.deleted',
        'invoice.paid',
        'payment_intent.succeeded',
        'payment_method.attached',
        'payment_method.detached',
      ]),
    )
    const card =
      await sql`select card_last4 from billing.stripe_charges where payment_intent_id = ${String(forPlan?.id)}`
    expect(card).toEqual([{ card_last4: null }])
    const owners = await sql`
      select user_id from public.invoices where store_customer_id = ${customer}
      union select user_id from public.payments where store_customer_id = ${customer}
      union select user_id from billing.stripe_customers where store_customer_id = ${customer}`
    expect(owners).toEqual([{ user_id: null }])
  })
})
