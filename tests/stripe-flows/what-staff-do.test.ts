import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { buyPlan } from '../support/stripe-flows/buy.ts'
import { readAccess, readSubscription } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('what staff do in the dashboard of Stripe', () => {
  const flow = setUpFlow()

  it('a full refund takes the plan away, a partial one does not', async () => {
    const { stripe, sql, signUp, eventually, hear } = flow()
    const person = await signUp()
    const { id } = await buyPlan(flow(), person, 'premium')
    await hear()
    await stripe.refunds.create({ payment_intent: id, amount: 500 })
    await eventually(async () => {
      const [charge] = await sql`select amount_refunded from billing.stripe_charges where payment_intent_id = ${id}`
      expect(charge).toEqual({ amount_refunded: 500 })
    })
    expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    await stripe.refunds.create({ payment_intent: id })
    await eventually(async () => {
      expect(await readAccess(sql, person.id)).toEqual([])
      expect(await readSubscription(sql, person.id)).toMatchObject({ payment_fault: 'refunded' })
    })
  })

  it('deleting a customer ends the subscription, and the user may subscribe anew', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    await buyPlan(flow(), person, 'standard')
    const customer = await person.customerId()
    await stripe.customers.del(customer)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'expired' })
      expect(await sql`select 1 from billing.customers where user_id = ${person.id}`).toEqual([])
    })
    expect(await readAccess(sql, person.id)).toEqual([])
    await buyPlan(flow(), person, 'standard')
    expect(await person.customerId()).not.toBe(customer)
  })

  it('archiving a price stops its sale and leaves subscribers alone', async () => {
    const { stripe, sql, signUp } = flow()
    const [subscriber, buyer] = [await signUp(), await signUp()]
    await buyPlan(flow(), subscriber, 'standard')
    const restore = await archivePrice(stripe, 'tandem_standard_monthly')
    try {
      expect(await buyer.call('subscribe', { plan_id: 'standard' })).toMatchObject({
        status: 409,
        body: { code: 'plan_not_sold' },
      })
      expect(await subscriber.ask('refresh')).toMatchObject({ status: 'active' })
      expect(await readAccess(sql, subscriber.id)).toEqual(['standard'])
    } finally {
      await restore()
    }
    expect(await buyer.ask('subscribe', { plan_id: 'standard' })).toMatchObject({ kind: 'payment' })
  })

  it('renaming a product changes nothing about who has what', async () => {
    const { stripe, sql, signUp, hear } = flow()
    const person = await signUp()
    await buyPlan(flow(), person, 'premium')
    const { name } = await stripe.products.retrieve('tandem_premium')
    await stripe.products.update('tandem_premium', { name: 'Tandem Gold' })
    try {
      await person.ask('refresh')
      await hear()
      expect(await readSubscription(sql, person.id)).toMatchObject({ plan_id: 'premium', status: 'active' })
      expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    } finally {
      await stripe.products.update('tandem_premium', { name })
    }
  })
})

/** Another price becomes the product's default first: Stripe keeps that one from being archived. Gives back the way back. */
async function archivePrice(stripe: Stripe, lookupKey: string): Promise<() => Promise<void>> {
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 })
  const [price] = data
  if (!price) throw new Error(`There is no price ${lookupKey}`)
  const product = String(price.product)
  const { id: spare } = await stripe.prices.create({
    product,
    currency: 'sgd',
    unit_amount: 100,
    recurring: { interval: 'month' },
  })
  await stripe.products.update(product, { default_price: spare })
  await stripe.prices.update(price.id, { active: false })
  return async () => {
    await stripe.prices.update(price.id, { active: true })
    await stripe.products.update(product, { default_price: price.id })
    await stripe.prices.update(spare, { active: false })
  }
}
