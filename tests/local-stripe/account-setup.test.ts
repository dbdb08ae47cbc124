import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

describe('webhook endpoints', () => {
  const create = () =>
    account.stripe.webhookEndpoints.create({
      url: 'https://example.com/hook',
      enabled_events: ['invoice.paid'],
      api_version: Stripe.API_VERSION as Stripe.WebhookEndpointCreateParams.ApiVersion,
    })

  it('tell their secret only when they are made', async () => {
    const made = await create()
    expect(made.secret).toMatch(/^whsec_/)
    const [found] = (await account.stripe.webhookEndpoints.list()).data
    expect(found).toMatchObject({ id: made.id, api_version: Stripe.API_VERSION, status: 'enabled' })
    expect(found).not.toHaveProperty('secret')
  })

  it('are changed, disabled and deleted, but keep their version', async () => {
    const { id } = await create()
    const changed = await account.stripe.webhookEndpoints.update(id, { enabled_events: ['*'], disabled: true })
    expect(changed).toMatchObject({ enabled_events: ['*'], status: 'disabled' })
    const other = { api_version: '2024-06-20' } as object
    await expect(account.stripe.webhookEndpoints.update(id, other)).rejects.toMatchObject({ code: 'parameter_unknown' })
    expect(await account.stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true })
    expect((await account.stripe.webhookEndpoints.list()).data).toEqual([])
  })
})

describe('the customer portal', () => {
  it('has the configuration that the dashboard saved, as the default', async () => {
    const { data } = await account.stripe.billingPortal.configurations.list({ is_default: true })
    expect(data).toMatchObject([{ active: true, features: { invoice_history: { enabled: true } } }])
  })

  it('takes one feature at a time and keeps the rest', async () => {
    const made = await account.stripe.billingPortal.configurations.create({
      features: {
        invoice_history: { enabled: true },
        subscription_cancel: { enabled: true, cancellation_reason: { enabled: true, options: ['unused'] } },
      },
    })
    expect(made).toMatchObject({ is_default: false, features: { subscription_cancel: { mode: 'at_period_end' } } })
    const changed = await account.stripe.billingPortal.configurations.update(made.id, {
      default_return_url: 'https://example.com/account',
      features: { subscription_cancel: { cancellation_reason: { enabled: true, options: '' } } },
    })
    expect(changed).toMatchObject({
      default_return_url: 'https://example.com/account',
      features: {
        invoice_history: { enabled: true },
        subscription_cancel: { enabled: true, cancellation_reason: { options: [] } },
      },
    })
  })
})

it('registers a domain for wallets once, and finds it good', async () => {
  const made = await account.stripe.paymentMethodDomains.create({ domain_name: 'example.com' })
  expect(await account.stripe.paymentMethodDomains.validate(made.id)).toMatchObject({ apple_pay: { status: 'active' } })
  const again = account.stripe.paymentMethodDomains.create({ domain_name: 'example.com' })
  await expect(again).rejects.toMatchObject({ code: 'resource_already_exists' })
  const disabled = await account.stripe.paymentMethodDomains.update(made.id, { enabled: false })
  expect(disabled).toMatchObject({ enabled: false, google_pay: { status: 'inactive' } })
  const { data } = await account.stripe.paymentMethodDomains.list({ domain_name: 'example.com' })
  expect(data.map(({ id }) => id)).toEqual([made.id])
})

it('says whose account it is', async () => {
  expect(await account.stripe.accounts.retrieveCurrent()).toMatchObject({ country: 'SG', default_currency: 'sgd' })
})
