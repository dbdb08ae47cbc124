import { describe, expect, it } from 'vitest'
import { beginTrial, buyPlan } from '../support/stripe-flows/buy.ts'
import { readAccess, readSubscription } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('ending a subscription at Stripe', () => {
  const flow = setUpFlow()

  it('keeps what is paid until the end of the period, takes it back, and refuses each a second time', async () => {
    const { stripe, sql, signUp, hear } = flow()
    const person = await signUp()
    await buyPlan(flow(), person, 'premium')
    expect(await person.ask('cancel', { feedback: 'unused', comment: 'No time' })).toMatchObject({ will_renew: false })
    expect(await person.call('cancel')).toMatchObject({ status: 409, body: { code: 'already_canceled' } })
    await hear()
    const row = await readSubscription(sql, person.id)
    expect(row).toMatchObject({ status: 'active', will_renew: false })
    const at = await stripe.subscriptions.retrieve(row.store_subscription_id)
    expect(at.cancellation_details).toMatchObject({ feedback: 'unused', comment: 'No time' })
    expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    expect(await person.ask('resume')).toMatchObject({ will_renew: true })
    expect(await person.call('resume')).toMatchObject({ status: 409, body: { code: 'not_canceled' } })
    await hear()
    expect(await readSubscription(sql, person.id)).toMatchObject({ will_renew: true })
  })

  it('understands and takes back a cancellation made in the portal, which sets a date', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    await buyPlan(flow(), person, 'standard')
    const { store_subscription_id: id } = await readSubscription(sql, person.id)
    await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' })
    await eventually(async () => expect(await readSubscription(sql, person.id)).toMatchObject({ will_renew: false }))
    expect(await person.ask('resume')).toMatchObject({ will_renew: true })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ cancel_at: null, cancel_at_period_end: false })
  })

  it('ends a trial at once', async () => {
    const { sql, signUp, eventually } = flow()
    const person = await signUp()
    await beginTrial(flow(), person)
    await person.ask('cancel')
    await eventually(async () => expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'expired' }))
    expect(await readAccess(sql, person.id)).toEqual([])
  })
})
