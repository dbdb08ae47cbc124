import { describe, expect, it } from 'vitest'
import { asUser, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { period, recordStripe } from '../support/records.ts'
import { type Attempt, beginPurchase, noteAttempt } from '../support/stripe/begin-purchase.ts'
import { buildDispute, buildPayment, callBilling, recordFact, refunded } from '../support/stripe/facts.ts'
import { bearCustomer, hasAccess, paySubscription, reportOf } from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase({ maxConnections: 8 })
const later = '2026-11-22T08:00:00Z'
const attemptOf = (userId: string) => callBilling<Attempt | null>(sql, 'attempt_of', [userId])
const recordPurchase = ({ attempt_id }: Attempt, report: object) =>
  sql`select billing.record_stripe_purchase(${attempt_id}, ${sql.json(report as never)}, ${period.start})`

describe('a purchase on the web', () => {
  it('stays the same while the same is asked for, and is another with another plan, trial or code', async () => {
    const userId = await createUser(sql)
    const wishes = [{}, {}, { trial: false }, { trial: false, promotion: 'SPRING' }, { plan: 'standard' }, {}]
    const ids: string[] = []
    for (const wish of wishes) ids.push((await beginPurchase(sql, userId, wish)).attempt_id)
    expect(ids[0]).toBe(ids[1])
    expect(new Set(ids).size).toBe(5)
  })

  it('is one for all tabs of one moment', async () => {
    const userId = await createUser(sql)
    const attempts = await Promise.all(Array.from({ length: 8 }, () => beginPurchase(sql, userId, { promotion: 'A' })))
    expect(new Set(attempts.map(({ attempt_id }) => attempt_id)).size).toBe(1)
  })

  it('names what was half made for the one before, so that nobody pays it', async () => {
    const person = await bearCustomer(sql)
    const { userId } = person
    const first = await beginPurchase(sql, userId, { trial: false })
    await noteAttempt(sql, first, { checkout_session_id: 'cs_1' })
    await recordPurchase(first, reportOf(person, { status: 'incomplete' }))
    const second = await beginPurchase(sql, userId, { plan: 'standard' })
    expect(second).toMatchObject({
      abandoned_subscription_id: person.subscriptionId,
      abandoned_checkout_session_id: 'cs_1',
      checkout_session_id: null,
      subscription_id: null,
      lookup_key: 'tandem_standard_monthly',
      customer_id: person.customerId,
      web_checkout: 'elements',
      automatic_tax: false,
    })
    await noteAttempt(sql, first, { setup_intent_id: 'seti_of_the_first' })
    expect(await attemptOf(userId)).toMatchObject({ attempt_id: second.attempt_id, setup_intent_id: null })
  })

  it('is found by its user, and by the set-up of its card, until it is finished', async () => {
    const person = await bearCustomer(sql)
    const attempt = await beginPurchase(sql, person.userId)
    await noteAttempt(sql, attempt, { setup_intent_id: 'seti_1' })
    const found = { attempt_id: attempt.attempt_id, user_id: person.userId, plan_id: 'premium', trial_days: 7 }
    expect(await attemptOf(person.userId)).toMatchObject(found)
    expect(await callBilling(sql, 'attempt_by_setup_intent', ['seti_1'])).toMatchObject(found)
    await recordPurchase(attempt, reportOf(person, { period_type: 'trial' }))
    expect(await attemptOf(person.userId)).toBeNull()
    expect(await callBilling(sql, 'attempt_by_setup_intent', ['seti_1'])).toBeNull()
  })

  it('takes no promotion code where the settings allow none', async () => {
    await sql`update billing.settings set promotion_codes = false`
    expect(await beginPurchase(sql, await createUser(sql), { promotion: 'SPRING' })).toMatchObject({
      promotion_code: null,
    })
    await sql`update billing.settings set promotion_codes = true`
  })

  it('is refused while Stripe will charge again, although nothing is open now', async () => {
    const givenBack = await paySubscription(sql)
    await recordFact(sql, 'charge', { ...givenBack.bill.charge, ...refunded }, { at: later })
    expect(await hasAccess(sql, givenBack)).toBe(false)
    expect(await beginPurchase(sql, givenBack.userId)).toEqual({ refusal: 'already_subscribed' })
    const overdue = await bearCustomer(sql)
    await recordStripe(sql, reportOf(overdue, { status: 'in_grace_period', expires_at: '2026-01-01T00:00:00Z' }))
    expect(await beginPurchase(sql, overdue.userId)).toEqual({ refusal: 'already_subscribed' })
  })

  it('is possible after a refund when Stripe charges no more', async () => {
    const person = await paySubscription(sql, { will_renew: false })
    await recordFact(sql, 'charge', { ...person.bill.charge, ...refunded }, { at: later })
    expect(await beginPurchase(sql, person.userId)).toMatchObject({ attempt_id: expect.any(String) })
  })
})

describe('two subscriptions at Stripe', () => {
  it('of one user are told as paid twice, and the one not to keep is the one to cancel', async () => {
    const person = await bearCustomer(sql)
    await recordStripe(sql, reportOf(person))
    const mistaken = { store_subscription_id: `sub_more_${person.suffix}`, store_product_id: 'tandem_standard' }
    await recordStripe(sql, reportOf(person, { ...mistaken, started_at: '2026-11-20T08:00:00Z' }))
    expect(await asUser(sql, person.userId, (tx) => tx`select plan_id, is_kept from public.double_payments()`)).toEqual(
      [
        { plan_id: 'premium', is_kept: true },
        { plan_id: 'standard', is_kept: false },
      ],
    )
    expect(await callBilling(sql, 'stripe_subscription_of', [person.userId])).toMatchObject(mistaken)
  })
})

describe('an extra', () => {
  const begin = (userId: string, extra = 'workshop') =>
    callBilling<Record<string, unknown>>(sql, 'begin_extra_purchase', [userId, extra])
  const pay = (userId: string, payment: object = {}, at?: string) =>
    recordFact(sql, 'payment', buildPayment({ payment_intent_id: `pi_${userId}`, user_id: userId, ...payment }), { at })
  const chargeOf = (userId: string) => ({
    environment: 'production',
    charge_id: `ch_${userId}`,
    payment_intent_id: `pi_${userId}`,
    amount: 2900,
    amount_refunded: 0,
    is_refunded: false,
    status: 'succeeded',
    created_at: later,
  })
  const ownsWorkshop = (userId: string) => hasAccess(sql, { userId }, 'workshop')

  it('costs what the catalogue says, and goes on with the payment that is not made yet', async () => {
    const { userId, customerId } = await bearCustomer(sql)
    const price = { amount: 2900, currency: 'sgd', name: 'The repair workshop' }
    const first = await begin(userId)
    expect(first).toMatchObject({ ...price, payment_intent_id: null, customer_id: customerId })
    expect((await begin(userId)).attempt_key).toBe(first.attempt_key)
    await pay(userId, { status: 'requires_payment_method' })
    expect(await begin(userId)).toMatchObject({ payment_intent_id: `pi_${userId}` })
    await pay(userId, { status: 'canceled' }, later)
    expect((await begin(userId)).attempt_key).not.toBe(first.attempt_key)
    expect(await begin(userId, 'unicycle')).toEqual({ refusal: 'extra_not_found' })
  })

  it('that is paid is owned for good, and not sold twice', async () => {
    const userId = await createUser(sql)
    await pay(userId)
    expect(await sql`select * from public.entitlements where user_id = ${userId}`).toMatchObject([
      {
        entitlement: 'workshop',
        store: 'stripe',
        plan_id: null,
        status: 'active',
        expires_at: null,
        access_ends_at: new Date('9999-12-31T00:00:00Z'),
        starts_at: new Date(period.start),
      },
    ])
    expect(await begin(userId)).toEqual({ refusal: 'already_owned' })
    const [why] = await asUser(sql, userId, (tx) => tx`select * from public.explain_access()`)
    expect(why).toMatchObject({ counts: true, why: 'Bought once, on 2026-11-21 at Stripe, for good.' })
    const opened = await asUser(
      sql,
      userId,
      (tx) => tx`select slug from public.lessons where required_entitlement = 'workshop'`,
    )
    expect(opened).toEqual([{ slug: 'the-chain-in-step' }])
  })

  it('that was given back is lost, and may be bought again', async () => {
    const userId = await createUser(sql)
    await pay(userId)
    await recordFact(sql, 'charge', { ...chargeOf(userId), is_refunded: true, amount_refunded: 2900 })
    expect(await ownsWorkshop(userId)).toBe(false)
    expect(await sql`select status from public.entitlements where user_id = ${userId}`).toEqual([{ status: 'revoked' }])
    expect(await begin(userId)).toMatchObject({ payment_intent_id: null })
  })

  it('rests while its payment is disputed, and is not sold again meanwhile', async () => {
    const userId = await createUser(sql)
    const dispute = (status: string, at: string) =>
      recordFact(
        sql,
        'dispute',
        buildDispute({ dispute_id: `dp_${userId}`, payment_intent_id: `pi_${userId}`, status }),
        { at },
      )
    await dispute('needs_response', period.start)
    await pay(userId)
    expect([await ownsWorkshop(userId), await begin(userId)]).toEqual([false, { refusal: 'already_owned' }])
    await dispute('won', later)
    expect(await ownsWorkshop(userId)).toBe(true)
  })

  it('that was bought in the sandbox is open to whom the sandbox serves', async () => {
    const serve = (whom: string) => sql`update billing.settings set sandbox_serves = ${whom}`
    await serve('nobody')
    const userId = await createUser(sql)
    await pay(userId, { environment: 'sandbox' })
    expect(await ownsWorkshop(userId)).toBe(false)
    expect(await begin(userId)).toMatchObject({ amount: 2900 })
    await serve('anybody')
    expect(await ownsWorkshop(userId)).toBe(true)
  })

  it('that the catalogue does not know, or the payment of an invoice, gives nothing', async () => {
    const userId = await createUser(sql)
    expect(await pay(userId, { extra_id: 'unicycle' })).toBe('applied')
    expect(await pay(userId, { extra_id: null, payment_intent_id: `pi_invoice_${userId}` })).toBe('unchanged')
    expect(await sql`select extra_id from public.payments where user_id = ${userId}`).toEqual([{ extra_id: null }])
    expect(await sql`select 1 from public.entitlements where user_id = ${userId}`).toEqual([])
  })
})
