import { afterEach, beforeEach, expect, it } from 'vitest'
import { buyPremium, startPremium } from './buy.ts'
import { typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const chargeOf = async (intentId: string) => {
  const intent = await account.stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge.refunds'] })
  return intent.latest_charge as unknown as { id: string; amount_refunded: number; refunded: boolean; refunds: object }
}

it('gives all of it back, and leaves the subscription as it is', async () => {
  const { intentId, subscription } = await buyPremium(account)
  const refund = await account.stripe.refunds.create({ payment_intent: intentId, metadata: { by: 'staff' } })
  expect(refund).toMatchObject({ amount: 1590, status: 'succeeded', reason: null, metadata: { by: 'staff' } })
  expect(await chargeOf(intentId)).toMatchObject({
    amount_refunded: 1590,
    refunded: true,
    refunds: { data: [{ id: refund.id }] },
  })
  expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  expect(typesOf(account, 'refund', 'charge.refunded')).toEqual(['refund.created', 'charge.refunded', 'refund.updated'])
})

it('gives parts back until nothing is left', async () => {
  const { intentId } = await buyPremium(account)
  const charge = (await chargeOf(intentId)).id
  const part = await account.stripe.refunds.create({ charge, amount: 590, reason: 'requested_by_customer' })
  expect(await chargeOf(intentId)).toMatchObject({ amount_refunded: 590, refunded: false })
  await expect(account.stripe.refunds.create({ charge, amount: 1001 })).rejects.toThrow(/greater than unrefunded/)
  const rest = await account.stripe.refunds.create({ charge })
  expect(rest.amount).toBe(1000)
  expect(await chargeOf(intentId)).toMatchObject({ amount_refunded: 1590, refunded: true })
  await expect(account.stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_already_refunded' })
  const { data } = await account.stripe.refunds.list({ payment_intent: intentId })
  expect(data.map(({ id }) => id)).toEqual([rest.id, part.id])
  expect(await account.stripe.refunds.retrieve(part.id)).toMatchObject({ amount: 590, charge })
})

it('says in the event what was refunded before', async () => {
  const { intentId } = await buyPremium(account)
  await account.stripe.refunds.create({ payment_intent: intentId, amount: 590 })
  await account.simulator.settle()
  const told = account.endpoint.received.find((event) => event.type === 'charge.refunded')
  expect(told?.data).toMatchObject({
    object: { amount_refunded: 590, refunded: false },
    previous_attributes: { amount_refunded: 0 },
  })
  expect(told?.data.object).not.toHaveProperty('refunds')
})

it('does not refund what was not paid, or is charged back', async () => {
  const unpaid = await startPremium(account)
  await expect(account.stripe.refunds.create({ payment_intent: unpaid.intentId })).rejects.toThrow(/successful charge/)
  const disputed = await buyPremium(account, '4000 0000 0000 0259')
  await expect(account.stripe.refunds.create({ payment_intent: disputed.intentId })).rejects.toMatchObject({
    code: 'charge_disputed',
  })
})
