import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buyPremium, payInBrowser, startPremium } from './buy.ts'
import { MORE_CARDS, typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

describe('deleting a customer', () => {
  it('ends what runs at once, takes the cards, and leaves a name', async () => {
    const { customer, subscription } = await buyPremium(account)
    expect(await account.stripe.customers.del(customer.id)).toMatchObject({ id: customer.id, deleted: true })
    expect(await account.stripe.customers.retrieve(customer.id)).toMatchObject({ id: customer.id, deleted: true })
    expect(await account.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'canceled' })
    expect(typesOf(account, 'customer.deleted', 'customer.subscription.deleted', 'payment_method.detached')).toEqual([
      'customer.subscription.deleted',
      'payment_method.detached',
      'customer.deleted',
    ])
    await account.simulator.settle()
    const told = account.endpoint.received.find((event) => event.type === 'customer.deleted')
    expect(told?.data.object).toMatchObject({ email: 'ada@example.com', metadata: { user_id: 'user-1' } })
  })

  it('can be done once, and nothing can be changed afterwards', async () => {
    const { id } = await account.stripe.customers.create({})
    await account.stripe.customers.del(id)
    for (const act of [account.stripe.customers.del(id), account.stripe.customers.update(id, { name: 'Ada' })]) {
      await expect(act).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' })
    }
    expect((await account.stripe.customers.list()).data).toEqual([])
  })

  it('lets nobody pay what was open', async () => {
    const { customer, subscription, secret } = await startPremium(account)
    await account.stripe.customers.del(customer.id)
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('incomplete_expired')
    expect((await payInBrowser(account, secret, MORE_CARDS.good)).status).toBe(400)
  })

  it('shows the deleted one where it is expanded', async () => {
    const { customer, subscription } = await buyPremium(account)
    await account.stripe.customers.del(customer.id)
    const found = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['customer'] })
    expect(found.customer).toMatchObject({ id: customer.id, deleted: true })
  })
})

describe('changing a customer', () => {
  it('takes an address whole, and takes it back', async () => {
    const { id } = await account.stripe.customers.create({ address: { country: 'SG', line1: '1 Road' } })
    const moved = await account.stripe.customers.update(id, { address: { country: 'MY' } })
    expect(moved.address).toMatchObject({ country: 'MY', line1: null })
    expect((await account.stripe.customers.update(id, { address: '' })).address).toBeNull()
  })

  it('keeps where they buy from, and tells it only when asked', async () => {
    const { id } = await account.stripe.customers.create({ tax: { ip_address: '203.0.113.7' } })
    expect(await account.stripe.customers.retrieve(id)).not.toHaveProperty('tax')
    await account.stripe.customers.update(id, { address: { country: 'MY' } })
    const found = await account.stripe.customers.retrieve(id, { expand: ['tax'] })
    expect(found).toMatchObject({ tax: { ip_address: '203.0.113.7', location: { country: 'MY' } } })
  })

  it('makes only a card of their own the default', async () => {
    const [ada, bob] = [await account.stripe.customers.create({}), await account.stripe.customers.create({})]
    const card = await account.stripe.paymentMethods.attach('pm_card_visa', { customer: bob.id })
    const wanted = { invoice_settings: { default_payment_method: card.id } }
    await expect(account.stripe.customers.update(ada.id, wanted)).rejects.toMatchObject({ code: 'resource_missing' })
    expect(await account.stripe.customers.update(bob.id, wanted)).toMatchObject(wanted)
  })

  it('sets the balance to an amount', async () => {
    const { customer } = await buyPremium(account)
    const changed = await account.stripe.customers.update(customer.id, { balance: -500 })
    expect(changed.balance).toBe(-500)
  })
})
