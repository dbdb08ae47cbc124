import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { CARDS, startPremium } from './buy.ts'
import { findViolations } from './find-violations.ts'
import { confirm, mountForm, type StripeWindow } from './plain-stripe.ts'
import { servePaymentPage } from './serve-payment-page.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
let site: Awaited<ReturnType<typeof servePaymentPage>>
let browser: Browser
let page: Page

beforeAll(async () => {
  account = await startAccount()
  site = await servePaymentPage(account.origin)
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await site.close()
  await account.close()
})

beforeEach(async () => {
  const context = await browser.newContext()
  page = await context.newPage()
  page.setDefaultTimeout(10_000)
})
afterEach(() => page.context().close())

async function openPayment(query = '') {
  const started = await startPremium(account)
  await page.goto(`${site.url}/?secret=${started.secret}${query}`)
  await status('ready')
  return started
}

const status = (text: string | RegExp) => page.getByTestId('status').filter({ hasText: text }).waitFor()

async function enter(number: string, expiry = '1234', code = '123') {
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiration date').fill(expiry)
  await page.getByLabel('Security code').fill(code)
}

const pay = () => page.getByRole('button', { name: 'Pay' }).click()

describe('the payment form under @stripe/react-stripe-js', () => {
  it('takes a card, pays, and loads nothing from Stripe', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).hostname))
    const { subscription } = await openPayment()
    await enter(CARDS.good)
    await status('complete')
    await pay()
    await status('paid: succeeded')
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
    expect(new Set(asked)).toEqual(new Set(['127.0.0.1']))
  })

  it('writes card number and date as people know them, also when typed key by key', async () => {
    await openPayment()
    await page.getByLabel('Card number').pressSequentially('4242424242424242')
    await page.getByLabel('Expiration date').pressSequentially('1234')
    expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242')
    expect(await page.getByLabel('Expiration date').inputValue()).toBe('12 / 34')
  })

  it('says what is wrong with a field, and asks the server nothing', async () => {
    await openPayment()
    await enter('4242 4242 4242 4241', '0120', '12')
    await pay()
    await status('error: Your card number is invalid.')
    await page.getByText('Your card’s expiration year is in the past.').waitFor()
    await page.getByText('Your card’s security code is incomplete.').waitFor()
    expect(await page.getByLabel('Card number').getAttribute('aria-invalid')).toBe('true')
  })

  it('gives the reason of a decline, and takes another card in the same form', async () => {
    const { customer } = await openPayment()
    await enter(CARDS.insufficientFunds)
    await pay()
    await status('error: Your card has insufficient funds.')
    await enter(CARDS.good)
    await pay()
    await status('paid: succeeded')
    const all = await account.stripe.subscriptions.list({ customer: customer.id, status: 'all' })
    expect(all.data).toHaveLength(1)
  })

  it('can be sent with the Enter key', async () => {
    await openPayment()
    await enter(CARDS.good)
    await page.getByLabel('Security code').press('Enter')
    await status('paid: succeeded')
  })
})

describe('window.Stripe by itself', () => {
  it('goes to return_url, where the payment can be looked up', async () => {
    const { secret, intentId } = await startPremium(account)
    await page.goto(`${site.url}/blank`)
    await page.evaluate(mountForm, { clientSecret: secret })
    await enter(CARDS.good)
    await page.evaluate(confirm, { confirmParams: { return_url: `${site.url}/blank/return` } })
    await page.waitForURL(/return\?/)
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      payment_intent: intentId,
      payment_intent_client_secret: secret,
      redirect_status: 'succeeded',
    })
    const found = await page.evaluate(
      (it) => (window as unknown as StripeWindow).Stripe('pk_local').retrievePaymentIntent(it),
      secret,
    )
    expect(found).toMatchObject({ paymentIntent: { id: intentId, status: 'succeeded' } })
  })

  it('shows a form before there is a payment, and wants it submitted first', async () => {
    const { secret } = await startPremium(account)
    await page.goto(`${site.url}/blank`)
    await page.evaluate(mountForm, { mode: 'subscription', amount: 1590, currency: 'sgd' } as const)
    await enter(CARDS.good)
    const options = { clientSecret: secret, redirect: 'if_required' } as const
    expect(await page.evaluate(confirm, options)).toMatch(/submit\(\) must be called/)
    await page.evaluate(() => (window as unknown as StripeWindow).elements.submit())
    expect(await page.evaluate(confirm, options)).toBe('succeeded')
  })

  it('refuses the secret of something else than a payment', async () => {
    await page.goto(`${site.url}/blank`)
    await page.evaluate(mountForm, { clientSecret: 'seti_1_secret_2' })
    await enter(CARDS.good)
    expect(await page.evaluate(confirm, { redirect: 'if_required' } as const)).toMatch(/should be a client secret/)
  })
})

describe('authentication', () => {
  it('is asked for in a dialog, and completes the payment', async () => {
    await openPayment()
    await enter(CARDS.asksForAuthentication)
    await pay()
    const dialog = page.getByRole('dialog', { name: '3D Secure authentication' })
    await dialog.getByText(/SGD.15\.90/).waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await status('paid: succeeded')
  })

  it.each(['Fail authentication', 'Escape'])('does not pay after %s, and can be tried again', async (way) => {
    await openPayment()
    await enter(CARDS.asksForAuthentication)
    await pay()
    await page.getByRole('dialog').waitFor()
    if (way === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: way }).click()
    await status('error: We are unable to authenticate your payment method.')
    await pay()
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await status('paid: succeeded')
  })
})

describe('accessibility', () => {
  it.each(['', '&theme=night'])('finds nothing to complain about (%s)', async (theme) => {
    await openPayment(theme)
    await page.getByLabel('Card number').fill('4')
    await pay()
    await page.getByText('Your card’s security code is incomplete.').waitFor()
    // The page under the night form is white, as the form leaves its own surroundings to the page.
    if (theme) await page.addStyleTag({ content: 'body { background: #14161b; color: #fff }' })
    expect(await findViolations(page)).toEqual([])
  })
})
