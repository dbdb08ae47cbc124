import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { findTraces } from '../support/account/find-traces.ts'
import { asRole, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import { buildTransactionFact, notifyAppStore, recordStripe } from '../support/records.ts'
import { buildCard, buildCustomer, buildDispute, callBilling, recordFact } from '../support/stripe/facts.ts'
import { billOf, type Person, paySubscription, reportOf } from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase({ maxConnections: 8 })
const later = '2026-11-22T08:00:00Z'

type Tell = (on: Sql, person: Person) => Promise<unknown>

/** What either store may tell in the very moment of a deletion. */
const tellings: Record<string, Tell> = {
  subscription: (on, person) => recordStripe(on, reportOf(person, { will_renew: false }), later),
  invoice: (on, person) => recordFact(on, 'invoice', billOf(person, 'next').invoice, { at: later }),
  invoicePayment: (on, person) =>
    recordFact(on, 'invoice_payment', billOf(person, 'next').invoicePayment, { at: later }),
  charge: (on, person) => recordFact(on, 'charge', billOf(person, 'now').charge, { at: later }),
  dispute: (on, person) => recordFact(on, 'dispute', buildDispute(billOf(person, 'now').dispute), { at: later }),
  card: (on, person) => recordFact(on, 'payment_method', cardOf(person), { at: later }),
  customer: (on, { customerId, userId }) =>
    recordFact(on, 'customer', buildCustomer({ store_customer_id: customerId, user_id: userId, balance: -100 }), {
      at: later,
    }),
  notification: (on, person) => notifyAppStore(on, { transaction: appStoreOf(person, later), occurred_at: later }),
}

const cardOf = ({ customerId, suffix }: Person) =>
  buildCard({ payment_method_id: `pm_${suffix}`, store_customer_id: customerId })

const appStoreOf = ({ userId, suffix }: Person, signed_at: string) =>
  buildTransactionFact({
    transaction_id: `t_${suffix}`,
    original_transaction_id: `t_${suffix}`,
    app_account_token: userId,
    signed_at,
  })

/** Somebody with a bill at Stripe, a card, and a purchase in the App Store, whose customer at Stripe is deleted already. */
async function bearLeaver() {
  const person = await paySubscription(sql)
  await recordFact(sql, 'payment_method', cardOf(person))
  await notifyAppStore(sql, { transaction: appStoreOf(person, '2026-11-21T09:00:00Z') })
  await sql`select billing.begin_account_deletion(${person.userId})`
  await sql`select billing.unlink_stripe_customer(${person.customerId})`
  return person
}

const deleteOn = (on: Sql, userId: string) => callBilling<{ state: string }>(on, 'delete_account', [userId])

async function expectNoPerson({ userId, suffix }: Person): Promise<void> {
  const bound = await findTraces(sql, userId)
  // Apple's signed facts go on naming a user who is nobody now.
  expect(bound.filter((trace) => !/app_store_(transactions|renewals|claims)/.test(trace))).toEqual([])
  const cards = await sql`
    select card_last4 as last4 from billing.stripe_charges where charge_id like ${`%${suffix}`} and card_last4 is not null
    union all select card_last4 from public.invoices where invoice_id like ${`%${suffix}`} and card_last4 is not null
    union all select last4 from billing.stripe_payment_methods where payment_method_id = ${`pm_${suffix}`} and last4 is not null
    union all select last4 from public.payment_methods where payment_method_id = ${`pm_${suffix}`}`
  expect(cards).toEqual([])
  expect(await sql`select from public.subscriptions where user_id = ${userId}`).toHaveLength(0)
}

describe('a deletion and what a store tells in the same moment', () => {
  it.each(Object.keys(tellings))(
    '%s, while the account is being deleted: no one waits for ever, and nothing is left',
    async (kind) => {
      const person = await bearLeaver()
      const tell = tellings[kind] as Tell
      const [answer] = await overlap(
        sql,
        (on) => deleteOn(on, person.userId),
        (on) => tell(on, person),
      )
      expect(answer.state).toBe('deleted')
      await expectNoPerson(person)
    },
  )

  it.each(Object.keys(tellings))('%s, just before: the deletion waits, and takes it along', async (kind) => {
    const person = await bearLeaver()
    const tell = tellings[kind] as Tell
    const [, answer] = await overlap(
      sql,
      (on) => tell(on, person),
      (on) => deleteOn(on, person.userId),
    )
    expect(answer.state).toBe('deleted')
    await expectNoPerson(person)
  })
})

describe('an event of Stripe that arrives in that moment', () => {
  const tellAbout = (on: Sql, { customerId }: Person, eventId: string) => {
    const payload = { id: eventId, data: { object: { object: 'customer', id: customerId, email: 'gone@example.com' } } }
    const event = {
      environment: 'production',
      event_id: eventId,
      event_type: 'customer.updated',
      occurred_at: later,
      payload,
    }
    return on`select billing.record_stripe_event(${on.json(event)}, null)`
  }

  it('is kept without the person after the deletion has committed', async () => {
    const person = await bearLeaver()
    await deleteOn(sql, person.userId)
    await tellAbout(sql, person, 'evt_after')
    expect(await findTraces(sql, 'gone@example.com')).toEqual([])
    const [event] = await sql`select payload from billing.webhook_events where event_id = 'evt_after'`
    expect(event?.payload).toEqual({
      id: 'evt_after',
      is_erased: true,
      data: { object: { id: person.customerId, object: 'customer' } },
    })
  })

  it('is erased by the next pass when it was being written meanwhile', async () => {
    const person = await bearLeaver()
    await sql.begin(async (writing) => {
      await tellAbout(writing as unknown as Sql, person, 'evt_meanwhile')
      await deleteOn(sql, person.userId)
    })
    expect(await findTraces(sql, 'gone@example.com')).not.toEqual([])
    await sql`select billing.finish_deletions()`
    expect(await findTraces(sql, 'gone@example.com')).toEqual([])
  })

  it('that came long before is found by whichever object it is about', async () => {
    const person = await bearLeaver()
    const charge = `ch_unheard_${person.suffix}`
    const objects = [
      { object: 'charge', id: charge, customer: person.customerId, billing_details: { email: 'gone@example.com' } },
      { object: 'dispute', id: 'dp_x', charge, evidence: { customer_email_address: 'gone@example.com' } },
      { object: 'payment_method', id: 'pm_x', customer: null, billing_details: { email: 'gone@example.com' } },
      { object: 'checkout.session', id: 'cs_x', customer: { id: person.customerId, email: 'gone@example.com' } },
    ]
    for (const object of objects) {
      const data = {
        object,
        ...(object.object === 'payment_method' && { previous_attributes: { customer: person.customerId } }),
      }
      const event = {
        environment: 'production',
        event_id: randomUUID(),
        event_type: 'x',
        occurred_at: later,
        payload: { data },
      }
      await sql`select billing.record_stripe_event(${sql.json(event as never)}, null)`
    }
    await recordFact(sql, 'charge', { ...billOf(person, 'unheard').charge, payment_intent_id: null })
    await deleteOn(sql, person.userId)
    expect(await findTraces(sql, 'gone@example.com')).toEqual([])
    const [left] = await sql`select card_last4 from billing.stripe_charges where charge_id = ${charge}`
    expect(left).toEqual({ card_last4: null })
  })
})

describe('what a deletion leaves alone', () => {
  it('is everybody else: their rights, their customer, their events', async () => {
    const [leaver, other] = [await bearLeaver(), await paySubscription(sql)]
    // Staff have written the leaver's id into the other's metadata.
    await recordFact(sql, 'customer', buildCustomer({ store_customer_id: other.customerId, user_id: leaver.userId }))
    const mine = await callBilling<string[]>(sql, 'stripe_customers_of', [leaver.userId])
    expect(mine).toEqual([leaver.customerId])
    await deleteOn(sql, leaver.userId)
    const rows = await sql`
      select count(*)::int as n from public.entitlements where user_id = ${other.userId} and access_ends_at > now()`
    expect(rows).toEqual([{ n: 2 }])
    const [invoice] =
      await sql`select user_id, card_last4 from public.invoices where invoice_id = ${other.bill.invoice.invoice_id}`
    expect(invoice).toEqual({ user_id: other.userId, card_last4: '4242' })
  })

  it('is an account whose deletion was not begun, or whose customer is still at Stripe', async () => {
    const person = await paySubscription(sql)
    await expect(deleteOn(sql, person.userId)).rejects.toThrow(/was not begun/)
    await sql`select billing.begin_account_deletion(${person.userId})`
    expect(await deleteOn(sql, person.userId)).toEqual({ state: 'customer_left' })
    expect(await sql`select from auth.users where id = ${person.userId}`).toHaveLength(1)
  })
})

describe('what begins a deletion', () => {
  it('names every customer and running subscription that has to end first', async () => {
    const person = await paySubscription(sql)
    const [stray, gone] = [`cus_stray_${person.suffix}`, `cus_gone_${person.suffix}`]
    await recordFact(sql, 'customer', buildCustomer({ store_customer_id: stray, user_id: person.userId }))
    await recordFact(sql, 'invoice', {
      ...billOf(person, 'old').invoice,
      store_customer_id: gone,
      user_id: person.userId,
    })
    await sql`select billing.unlink_stripe_customer(${gone})`
    const begun = await callBilling<{ customers: string[] }>(sql, 'begin_account_deletion', [person.userId])
    expect({ ...begun, customers: begun.customers.sort() }).toEqual({
      state: 'begun',
      customers: [person.customerId, stray].sort(),
      subscriptions: [person.subscriptionId],
      has_app_store_subscription: false,
    })
  })

  it('can be called by the functions, and by no client', async () => {
    const userId = await createUser(sql)
    for (const role of ['anon', 'authenticated', 'service_role'] as const) {
      for (const name of ['begin_account_deletion', 'delete_account', 'export_account']) {
        await expect(asRole(sql, role, (tx) => tx.unsafe(`select billing.${name}('${userId}')`))).rejects.toThrow(
          /permission denied/,
        )
      }
      await expect(asRole(sql, role, (tx) => tx`select from billing.apple_sign_in_tokens`)).rejects.toThrow(
        /permission denied/,
      )
    }
    await expect(
      asRole(sql, 'tandem_operators', (tx) => tx`select from billing.apple_token_revocations`),
    ).rejects.toThrow(/permission denied/)
    expect(await asRole(sql, 'tandem_operators', (tx) => tx`select * from billing.owed_apple_revocations`)).toEqual([])
  })
})

describe('somebody whom staff have deleted in the dashboard', () => {
  it('frees their purchases as well: an owner from before does not get them back', async () => {
    const [first, second] = [await createUser(sql), await createUser(sql)]
    const original = `t_${randomUUID()}`
    const fact = buildTransactionFact({
      transaction_id: original,
      original_transaction_id: original,
      app_account_token: first,
      expires_at: '2026-11-21T09:00:00Z',
    })
    await notifyAppStore(sql, { transaction: fact })
    await sql`select billing.record_app_store_transaction(${second}, ${sql.json({ transaction: fact, renewal: null } as never)})`
    await sql`delete from auth.users where id = ${second}`
    await notifyAppStore(sql, { transaction: { ...fact, signed_at: later }, occurred_at: later })
    expect(await sql`select user_id from public.subscriptions where store_subscription_id = ${original}`).toEqual([
      { user_id: null },
    ])
  })
})
