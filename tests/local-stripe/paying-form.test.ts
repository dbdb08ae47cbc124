import type { Browser, Page } from 'playwright-core'
import type Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { CARDS, payInBrowser, startPremium } from './buy.ts'
import { findViolations } from './find-violations.ts'
import { confirm, mountForm, type StripeWindow } from './plain-stripe.ts'
import { servePaymentPage } from './serve-payment-page.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
let site: Awaited<ReturnType<typeof servePaymentPage>>
let browser: Browser
let page: Page
let faults: string[]

beforeAll(async () => {
  account = await startAccount()
  site = await servePaymentPage(account.origin, 'wallet-page.tsx')
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await site.close()
  await account.close()
})
beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
  page.setDefaultTimeout(10_000)
  faults = []
  page.on('pageerror', (error) => faults.push(error.message))
})
afterEach(() => page.context().close())

const open = async (query: Record<string, string>) => {
  await page.goto(`${site.url}/?${new URLSearchParams(query)}`)
  await status('ready')
}
const own = (wallets: string) => page.addInitScript((it) => localStorage.setItem('tandem.wallets', it), wallets)
const status = (text: string | RegExp) => page.getByTestId('status').filter({ hasText: text }).waitFor()
const pay = () => page.getByRole('button', { name: 'Pay by card' }).click()
const press = (name: string) => page.getByRole('button', { name }).click()

async function enter(number: string) {
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiration date').fill('1234')
  await page.getByLabel('Security code').fill('123')
}

async function startSetup(metadata = {}) {
  const customer = await account.stripe.customers.create({ email: 'ada@example.com' })
  const intent = await account.stripe.setupIntents.create({ customer: customer.id, usage: 'off_session', metadata })
  return { customer, id: intent.id, secret: intent.client_secret! }
}

describe('a form that is shown before anything exists', () => {
  it('pays a subscription with what was entered before it was made', async () => {
    const { secret, subscription } = await startPremium(account)
    await open({ secret })
    await enter(CARDS.good)
    await pay()
    await status('done by card: succeeded')
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  })

  it.each([
    ['amount', { amount: '990' }, /provided amount \(990\) does not match .* \(1590\)/],
    ['mode', { mode: 'setup' }, /provided mode \(setup\) does not match .* \(payment\)/],
  ])('is not confirmed for another %s than it promised', async (_name, query, message) => {
    const { secret } = await startPremium(account)
    await open({ secret, ...query })
    await enter(CARDS.good)
    await pay()
    await expect.poll(() => faults.join()).toMatch(message)
  })

  it('keeps a card without a payment, after the bank has asked', async () => {
    const { secret, id } = await startSetup()
    await open({ secret, mode: 'setup' })
    await enter(CARDS.asksForAuthentication)
    await pay()
    await page.getByText('may this card be saved?').waitFor()
    await press('Complete authentication')
    await status('done by card: succeeded')
    expect(await account.stripe.setupIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
  })

  it('says why a card was not kept, and takes another', async () => {
    const { secret } = await startSetup()
    await open({ secret, mode: 'setup' })
    await enter(CARDS.asksForAuthentication)
    await pay()
    await press('Fail authentication')
    await status('error: We are unable to authenticate your payment method.')
    await enter(CARDS.insufficientFunds)
    await pay()
    await status('error: Your card has insufficient funds.')
    await enter(CARDS.good)
    await pay()
    await status('done by card: succeeded')
  })
})

describe('saved cards', () => {
  const components: Stripe.CustomerSessionCreateParams.Components = {
    payment_element: {
      enabled: true,
      features: {
        payment_method_redisplay: 'enabled',
        payment_method_save: 'enabled',
        payment_method_save_usage: 'off_session',
        payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'],
      },
    },
  }
  const openSession = async (customer: string) =>
    (await account.stripe.customerSessions.create({ customer, components })).client_secret

  it('are offered with the default first, and pay without being entered again', async () => {
    const { secret, customer, subscription } = await startPremium(account)
    const [visa, mastercard] = await Promise.all(
      ['pm_card_visa', 'pm_card_mastercard'].map((id) =>
        account.stripe.paymentMethods.attach(id, { customer: customer.id }),
      ),
    )
    await account.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: visa!.id } })
    await open({ secret, session: await openSession(customer.id) })
    const choices = page.getByRole('group', { name: 'Payment method' }).getByRole('radio')
    expect(await choices.count()).toBe(3)
    expect(await page.getByRole('radio', { name: /Visa •••• 4242/ }).isChecked()).toBe(true)
    expect(await page.getByLabel('Card number').isVisible()).toBe(false)
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('radio', { name: /Mastercard •••• 4444/ }).check()
    await pay()
    await status('done by card: succeeded')
    const paid = await account.stripe.subscriptions.retrieve(subscription.id)
    expect(paid.default_payment_method).toBe(mastercard!.id)
  })

  it.each([
    [true, 'always'],
    [false, 'limited'],
  ])('include a new one later as its owner ticks the box: %s makes it %s', async (ticked, redisplay) => {
    const { secret, customer } = await startPremium(account)
    await open({ secret, session: await openSession(customer.id) })
    await enter(CARDS.good)
    await page.getByLabel('Save this card for later').setChecked(ticked)
    await pay()
    await status('done by card: succeeded')
    const { data } = await account.stripe.customers.listPaymentMethods(customer.id)
    expect(data).toMatchObject([{ allow_redisplay: redisplay }])
  })
})

describe('wallets', () => {
  it('are not there on a device that has none', async () => {
    await open({ secret: (await startPremium(account)).secret })
    expect(await page.getByTestId('wallets').textContent()).toBe('null')
    expect(await page.getByRole('button', { name: /simulated/ }).count()).toBe(0)
  })

  it('show what is paid now and again, and pay by keyboard alone', async () => {
    await own('apple_pay,google_pay,link')
    const { secret, subscription } = await startPremium(account)
    await open({ secret })
    expect(await page.getByTestId('wallets').textContent()).toContain('"applePay":true')
    await page.getByRole('button', { name: 'Apple Pay (simulated)' }).press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Apple Pay (simulated)' })
    await sheet.getByText('Total now').waitFor()
    await sheet.getByText(/SGD.15\.90 every month/).waitFor()
    await sheet.getByText('Manage it at https://tandem.example/account').waitFor()
    expect(await findViolations(page)).toEqual([])
    await sheet.getByRole('button', { name: 'Pay' }).press('Enter')
    await status('done by apple_pay: succeeded')
    expect(await sheet.count()).toBe(0)
    const paid = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['default_payment_method'] })
    expect(paid.default_payment_method).toMatchObject({ card: { wallet: { type: 'apple_pay' } } })
  })

  it('keep a card for a trial', async () => {
    await own('google_pay')
    const { secret } = await startSetup()
    await open({ secret, mode: 'setup' })
    await press('Google Pay (simulated)')
    await press('Agree')
    await status('done by google_pay: succeeded')
  })

  it('tell a decline in their sheet, and leave the card form usable', async () => {
    await own('link')
    await open({ secret: (await startPremium(account)).secret })
    await press('Link (simulated)')
    await page.getByRole('dialog').getByLabel('Card').selectOption('4000000000000002')
    await page.getByRole('dialog').getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('alert').filter({ hasText: 'Your card was declined.' }).waitFor()
    await press('Close')
    await enter(CARDS.good)
    await pay()
    await status('done by card: succeeded')
  })

  it('can be left again', async () => {
    await own('link')
    await open({ secret: (await startPremium(account)).secret })
    await press('Link (simulated)')
    await page.keyboard.press('Escape')
    await status('cancelled')
  })

  it('stay closed when the page says no', async () => {
    await own('link')
    await open({ secret: (await startPremium(account)).secret, answer: 'no' })
    await press('Link (simulated)')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('tell a page that does not answer at once', async () => {
    await own('link')
    await open({ secret: (await startPremium(account)).secret, answer: 'never' })
    await press('Link (simulated)')
    await expect.poll(() => faults.join(), { timeout: 5000 }).toMatch(/answered within 1 second/)
  })

  it('want Apple Pay told what is paid again', async () => {
    await own('apple_pay')
    await open({ secret: (await startPremium(account)).secret, answer: 'bare' })
    await press('Apple Pay (simulated)')
    await expect.poll(() => faults.join()).toMatch(/applePay lacks recurringPaymentRequest/)
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})

describe('an intent that has its card already', () => {
  const byStripe = (method: string, argument: unknown) =>
    page.evaluate(
      async ([name, given]) => {
        const stripe = (window as unknown as StripeWindow).Stripe('pk_local')
        return (stripe as unknown as Record<string, (it: unknown) => Promise<object>>)[name as string]!(given)
      },
      [method, argument],
    )

  it.each(['confirmPayment', 'handleNextAction'])('is finished without a form, by %s', async (method) => {
    const { secret } = await startPremium(account)
    await payInBrowser(account, secret, CARDS.asksForAuthentication)
    await page.goto(`${site.url}/blank`)
    const finished = byStripe(method, { clientSecret: secret, redirect: 'if_required' })
    await press('Complete authentication')
    expect(await finished).toMatchObject({ paymentIntent: { status: 'succeeded' } })
    expect(await byStripe('handleNextAction', { clientSecret: secret })).toMatchObject({
      error: { code: 'payment_intent_unexpected_state' },
    })
  })

  it('is looked up by its kind only', async () => {
    const { secret } = await startSetup()
    await page.goto(`${site.url}/blank`)
    expect(await byStripe('retrieveSetupIntent', secret)).toMatchObject({
      setupIntent: { status: 'requires_payment_method' },
    })
    await expect(byStripe('retrievePaymentIntent', secret)).rejects.toThrow(/should be a client secret/)
  })
})

describe('a bank debit', () => {
  it('is offered for euros before the payment is made, as that payment will offer it', async () => {
    await page.goto(`${site.url}/blank`)
    await page.evaluate(mountForm, { mode: 'payment', amount: 2900, currency: 'eur' } as const)
    await page.getByRole('radio', { name: 'SEPA Debit' }).waitFor()
  })

  it('is offered where the payment allows it, and stays on its way', async () => {
    const intent = await account.stripe.paymentIntents.create({
      amount: 2900,
      currency: 'eur',
      allowed_payment_method_types: ['card', 'sepa_debit'],
    })
    await page.goto(`${site.url}/blank`)
    await page.evaluate(mountForm, { clientSecret: intent.client_secret! })
    await page.getByRole('radio', { name: 'SEPA Debit' }).check()
    await page.getByLabel('IBAN').fill('AT32 1904 3002 3547 3204')
    expect(await page.evaluate(confirm, { redirect: 'if_required' } as const)).toBe('processing')
  })
})
