import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buyPremium } from './buy.ts'
import { cardFields, confirm, MORE_CARDS, typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
let customer: string
beforeEach(async () => {
  account = await startAccount()
  customer = (await account.stripe.customers.create({ email: 'ada@example.com' })).id
})
afterEach(() => account.close())

const attach = (name: string) => account.stripe.paymentMethods.attach(name, { customer })

async function addInBrowser(number: string, wallet?: string) {
  const intent = await account.stripe.setupIntents.create({ customer })
  const { intent: done } = await confirm(account, intent, cardFields(number, wallet ? { wallet } : {}))
  return account.stripe.paymentMethods.retrieve(String(done.payment_method))
}

describe('the fingerprint', () => {
  it('is the same for the same number, and another one for another', async () => {
    const [first, again, other] = [
      await attach('pm_card_visa'),
      await attach('pm_card_visa'),
      await attach('pm_card_amex'),
    ]
    expect(first.id).not.toBe(again.id)
    expect(first.card?.fingerprint).toBe(again.card?.fingerprint)
    expect(other.card?.fingerprint).not.toBe(first.card?.fingerprint)
  })

  it.each(['apple_pay', 'google_pay', 'link'])('is the same when the card comes through %s', async (wallet) => {
    const typed = await addInBrowser(MORE_CARDS.good)
    const fromWallet = await addInBrowser(MORE_CARDS.good, wallet)
    expect(fromWallet.card?.wallet).toMatchObject({ type: wallet, [wallet]: {} })
    expect(fromWallet.card?.fingerprint).toBe(typed.card?.fingerprint)
  })

  it('is another one for the card whose wallets use a number of their own', async () => {
    const typed = await addInBrowser(MORE_CARDS.withDeviceNumber)
    const fromWallet = await addInBrowser(MORE_CARDS.withDeviceNumber, 'apple_pay')
    const onServer = await attach('pm_card_mastercard_debit_applePay')
    expect(fromWallet.card?.last4).toBe(typed.card?.last4)
    expect(fromWallet.card?.fingerprint).not.toBe(typed.card?.fingerprint)
    expect(onServer.card?.fingerprint).toBe(fromWallet.card?.fingerprint)
  })
})

describe('changing a card', () => {
  it('takes a new expiry, another address and how it may be shown again', async () => {
    const card = await attach('pm_card_visa')
    const changed = await account.stripe.paymentMethods.update(card.id, {
      allow_redisplay: 'always',
      billing_details: { name: 'Ada', address: { country: 'SG' } },
      card: { exp_month: 3, exp_year: 2040 },
    })
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      billing_details: { name: 'Ada', address: { country: 'SG', line1: null } },
      card: { exp_month: 3, exp_year: 2040, fingerprint: card.card?.fingerprint },
    })
    expect(typesOf(account, 'payment_method.updated')).toHaveLength(1)
  })
})

describe('attaching', () => {
  it('refuses a card that its bank declines', async () => {
    await expect(attach('pm_card_visa_chargeDeclined')).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    })
  })

  it('leaves open whether it may be shown again', async () => {
    expect((await attach('pm_card_visa')).allow_redisplay).toBe('unspecified')
  })
})

describe('detaching', () => {
  it('takes the card from its customer, and says whose it was', async () => {
    const card = await attach('pm_card_visa')
    expect((await account.stripe.paymentMethods.detach(card.id)).customer).toBeNull()
    await account.simulator.settle()
    const told = account.endpoint.received.find((event) => event.type === 'payment_method.detached')
    expect(told?.data).toMatchObject({
      object: { id: card.id, customer: null },
      previous_attributes: { customer },
    })
  })

  it('is for good', async () => {
    const card = await attach('pm_card_visa')
    await account.stripe.paymentMethods.detach(card.id)
    await expect(attach(card.id)).rejects.toThrow(/may not be used again/)
    await expect(account.stripe.paymentMethods.detach(card.id)).rejects.toThrow(/not attached to a customer/)
  })

  it('of the default leaves customer and subscription without one', async () => {
    const bought = await buyPremium(account)
    const before = await account.stripe.subscriptions.retrieve(bought.subscription.id)
    const card = String(before.default_payment_method)
    await account.stripe.customers.update(bought.customer.id, { invoice_settings: { default_payment_method: card } })
    await account.stripe.paymentMethods.detach(card)
    const [after, owner] = [
      await account.stripe.subscriptions.retrieve(bought.subscription.id),
      await account.stripe.customers.retrieve(bought.customer.id),
    ]
    expect(after).toMatchObject({ status: 'active', default_payment_method: null })
    expect(owner).toMatchObject({ invoice_settings: { default_payment_method: null } })
  })
})
