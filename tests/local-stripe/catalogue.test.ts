import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buyPremium } from './buy.ts'
import { typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const lookup_key = 'tandem_premium_monthly'
const createPrice = (more: object = {}) =>
  account.stripe.prices.create({
    product: 'tandem_premium',
    currency: 'sgd',
    unit_amount: 1790,
    recurring: { interval: 'month' },
    ...more,
  })
const findPrice = async () => (await account.stripe.prices.list({ lookup_keys: [lookup_key] })).data

describe('products', () => {
  it('are made with an id of our own, once', async () => {
    const product = await account.stripe.products.create({ id: 'tandem_gold', name: 'Tandem Gold' })
    expect(product).toMatchObject({ id: 'tandem_gold', active: true, default_price: null })
    await expect(account.stripe.products.create({ id: 'tandem_gold', name: 'Again' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    })
  })

  it('are renamed and archived, and say so', async () => {
    await account.stripe.products.update('tandem_premium', { name: 'Tandem Plus' })
    await account.stripe.products.update('tandem_premium', { active: false })
    expect(await account.stripe.products.retrieve('tandem_premium')).toMatchObject({
      name: 'Tandem Plus',
      active: false,
    })
    expect((await account.stripe.products.list({ active: true })).data.map(({ id }) => id)).toEqual(['tandem_standard'])
    expect(typesOf(account, 'product')).toEqual(['product.updated', 'product.updated'])
  })
})

describe('prices', () => {
  it('are made with an amount, and give it as the SDK reads it', async () => {
    const price = await createPrice({ nickname: 'new' })
    expect(price).toMatchObject({ unit_amount: 1790, nickname: 'new', recurring: { interval_count: 1 }, active: true })
    expect(String(price.unit_amount_decimal)).toBe('1790')
    expect(typesOf(account, 'price')).toEqual(['price.created'])
  })

  it('take a lookup key from another one only when told to', async () => {
    const [old] = await findPrice()
    await expect(createPrice({ lookup_key })).rejects.toMatchObject({ param: 'lookup_key' })
    const price = await createPrice({ lookup_key, transfer_lookup_key: true })
    expect((await findPrice()).map(({ id }) => id)).toEqual([price.id])
    expect((await account.stripe.prices.retrieve(old!.id)).lookup_key).toBeNull()
    expect(typesOf(account, 'price')).toEqual(['price.updated', 'price.created'])
  })

  it('are archived, but not while they are the default of their product', async () => {
    const [old] = await findPrice()
    await expect(account.stripe.prices.update(old!.id, { active: false })).rejects.toThrow(/default price/)
    const price = await createPrice()
    await account.stripe.products.update('tandem_premium', { default_price: price.id })
    expect((await account.stripe.prices.update(old!.id, { active: false })).active).toBe(false)
  })

  it('show the change in a subscription that has them', async () => {
    const { subscription } = await buyPremium(account)
    await createPrice({ lookup_key, transfer_lookup_key: true })
    const { items } = await account.stripe.subscriptions.retrieve(subscription.id)
    expect(items.data[0]?.price).toMatchObject({ lookup_key: null, unit_amount: 1590 })
  })

  it('of another product cannot be the default', async () => {
    const price = await createPrice()
    const wrong = account.stripe.products.update('tandem_standard', { default_price: price.id })
    await expect(wrong).rejects.toMatchObject({ code: 'resource_missing' })
  })
})
