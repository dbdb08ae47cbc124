import { describe, expect, it } from 'vitest'
import { closeDispute, openDispute } from '../../local/stripe/payments/dispute-charge.ts'
import { createUser } from '../support/act-as.ts'
import { cardNumbers } from '../support/billing/browser.ts'
import { addCard, buyPlan, customerOf, readCards, readOwnSubscription } from '../support/billing/buy.ts'
import { setUpBilling } from '../support/billing/set-up-billing.ts'

const billing = setUpBilling()

async function dispute(userId: string): Promise<string> {
  const { simulator } = billing()
  const customer = await customerOf(billing(), userId)
  const charged = Object.values(simulator.readState().charges).find((charge) => charge.customer === customer)
  return simulator.act(({ world }) => {
    const disputed = world.state.charges[charged?.id ?? '']
    if (!disputed) throw new Error('Nothing was charged')
    return openDispute(world, disputed).id
  })
}

function close(id: string, outcome: 'won' | 'lost'): void {
  billing().simulator.act(({ world }) => {
    const disputed = world.state.disputes[id]
    if (disputed) closeDispute(world, disputed, outcome)
  })
}

async function hasAccess(userId: string): Promise<boolean> {
  const [row] = await billing().sql`
    select access_ends_at > now() as yes from public.entitlements
    where user_id = ${userId} and entitlement = 'premium'`
  return row?.yes === true
}

describe('a dispute', () => {
  it('takes access away while it is open, and gives it back when it is won', async () => {
    const { hear } = billing()
    const userId = await buyPlan(billing())
    const id = await dispute(userId)
    await hear()
    expect(await hasAccess(userId)).toBe(false)
    expect((await readOwnSubscription(billing(), userId))?.will_renew).toBe(true)
    close(id, 'won')
    await hear()
    expect(await hasAccess(userId)).toBe(true)
  })

  it('that is lost ends the subscription at Stripe, so that nobody is charged again', async () => {
    const { hear, stripe, simulator } = billing()
    const userId = await buyPlan(billing())
    close(await dispute(userId), 'lost')
    await hear()
    const row = await readOwnSubscription(billing(), userId)
    expect(row).toMatchObject({ status: 'expired', will_renew: false })
    expect((await stripe.subscriptions.retrieve(row?.id)).status).toBe('canceled')
    expect(await hasAccess(userId)).toBe(false)
    const events = Object.values(simulator.readState().events)
    const closed = events.find(({ event }) => event.type === 'charge.dispute.closed')
    simulator.pauseDeliveries(false)
    await simulator.resendEvent(closed?.event.id ?? '')
    simulator.pauseDeliveries(true)
    expect((await readOwnSubscription(billing(), userId))?.status).toBe('expired')
  })

  it('that is lost ends it all the same where a process died before the event was settled', async () => {
    const { hear, database } = billing()
    const userId = await buyPlan(billing())
    close(await dispute(userId), 'lost')
    database.failNext('billing.finish_stripe_event')
    await hear()
    expect((await readOwnSubscription(billing(), userId))?.status).toBe('expired')
    const owed = await billing().sql`select event_type from billing.webhook_events where state <> 'processed'`
    expect([...owed]).toEqual([])
  })
})

describe('a card that comes by another way than our page', () => {
  it('is let go of when it is there already, and the one that is charged stays', async () => {
    const { call, browser, hear, stripe } = billing()
    const userId = await buyPlan(billing())
    await hear()
    const [charged] = await readCards(billing(), userId)
    // Confirmed, and the browser closed: nobody hands it in.
    await browser.confirmSetup((await call(userId, 'cards/add')).body.client_secret)
    await hear()
    expect(await readCards(billing(), userId)).toEqual([charged])
    const customer = await customerOf(billing(), userId)
    expect((await stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id)).toEqual([charged?.id])
  })

  it('with a new expiry date takes over what the old one paid', async () => {
    const { hear, stripe } = billing()
    const userId = await buyPlan(billing())
    await hear()
    await billing().simulator.advanceClock({ advance_seconds: 60 })
    const renewed = await stripe.paymentMethods.attach('pm_card_visa', {
      customer: await customerOf(billing(), userId),
    })
    await hear()
    expect((await readCards(billing(), userId)).map(({ id }) => id)).toEqual([renewed.id])
    expect((await readOwnSubscription(billing(), userId))?.payment_method_id).toBe(renewed.id)
  })

  it('that is removed in the portal is gone from the account', async () => {
    const { sql, hear, stripe } = billing()
    const userId = await createUser(sql)
    const { body } = await addCard(billing(), userId, cardNumbers.mastercard)
    await stripe.paymentMethods.detach(String(body.payment_method_id))
    await hear()
    expect(await readCards(billing(), userId)).toEqual([])
  })
})
