import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { CARDS, startPremium } from './buy.ts'
import { findViolations } from './find-violations.ts'
import { openCheckout } from './open-checkout.ts'
import { type Account, startAccount } from './start-account.ts'
import { subscribe } from './subscribers.ts'

let account: Account
let browser: Browser
let page: Page

beforeAll(async () => {
  account = await startAccount()
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await account.close()
})
beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
  page.setDefaultTimeout(10_000)
})
afterEach(() => page.context().close())

const addresses = {
  Checkout: async () => (await openCheckout(account)).session.url!,
  portal: async () => {
    const { customer } = await subscribe(account)
    return (await account.stripe.billingPortal.sessions.create({ customer: customer.id })).url
  },
  invoice: async () => (await startPremium(account)).invoice.hosted_invoice_url!,
}

it.each(
  Object.entries(addresses).flatMap(([name, find]) =>
    (['light', 'dark'] as const).map((scheme) => ({ name, scheme, find })),
  ),
)('$name fits a phone and has no fault that axe finds, in $scheme', async ({ scheme, find }) => {
  await page.emulateMedia({ colorScheme: scheme })
  await page.goto(await find())
  for (const summary of await page.locator('summary').all()) await summary.click()
  await page.getByText('This is a simulator on this machine').waitFor()
  expect(await findViolations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
})

it('lets a person subscribe on Checkout by keyboard alone', async () => {
  const { session, customer } = await openCheckout(account, { success_url: `${account.origin}/?note=back` })
  await page.goto(session.url!)
  await page.getByLabel('Card number').pressSequentially(CARDS.good)
  await page.keyboard.press('Tab')
  await page.keyboard.type('12 / 34')
  await page.keyboard.press('Tab')
  await page.keyboard.type('123')
  await page.keyboard.press('Enter')
  await page.waitForURL(/note=back/)
  const { data } = await account.stripe.subscriptions.list({ customer: customer.id })
  expect(data).toMatchObject([{ status: 'active' }])
})
