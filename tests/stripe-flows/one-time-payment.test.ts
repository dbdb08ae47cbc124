import { describe, expect, it } from 'vitest'
import { confirmPayment } from '../support/stripe-flows/cards.ts'
import { readAccess } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('a one-time payment at Stripe', () => {
  const flow = setUpFlow()

  it('is one payment however often the page is opened, and what it buys stays open', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    const first = await person.ask('extras/buy', { extra_id: 'workshop', save_card: 'no' })
    expect(first).toMatchObject({ kind: 'payment', amount: 2900, currency: 'sgd' })
    const second = await person.ask('extras/buy', { extra_id: 'workshop', save_card: 'no' })
    expect(second.client_secret).toBe(first.client_secret)
    await confirmPayment(stripe, second.client_secret)
    await eventually(async () => expect(await readAccess(sql, person.id)).toEqual(['workshop']))
    expect(await person.call('extras/buy', { extra_id: 'workshop', save_card: 'no' })).toMatchObject({
      status: 409,
      body: { code: 'already_owned' },
    })
  })

  it('is revoked by a full refund', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    const { client_secret } = await person.ask('extras/buy', { extra_id: 'workshop', save_card: 'no' })
    const { id } = await confirmPayment(stripe, client_secret)
    await eventually(async () => expect(await readAccess(sql, person.id)).toEqual(['workshop']))
    await stripe.refunds.create({ payment_intent: id })
    await eventually(async () => expect(await readAccess(sql, person.id)).toEqual([]))
  })
})
