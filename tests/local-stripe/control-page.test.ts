import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { buyPremium } from './buy.ts'
import { findViolations } from './find-violations.ts'
import { type Account, startAccount } from './start-account.ts'

// Few rows each time: axe looks at every one of them.
let account: Account
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)
afterAll(() => browser?.close())
beforeEach(async () => {
  account = await startAccount()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
  page.setDefaultTimeout(10_000)
})
afterEach(async () => {
  await page.context().close()
  await account.close()
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
const note = (text: string | RegExp) => page.getByRole('status').getByText(text).waitFor()

it.each(['light', 'dark'] as const)('has no fault that axe finds, in %s, and fits a phone', async (colorScheme) => {
  const { subscription } = await buyPremium(account)
  const body = JSON.stringify({ subscription: subscription.id })
  await fetch(`${account.origin}/control/disputes`, { method: 'POST', body })
  await page.emulateMedia({ colorScheme })
  await page.goto(account.origin)
  expect(await findViolations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
})

it('moves the clock, and sends an event again', async () => {
  await account.stripe.customers.create({ email: 'again@example.com' })
  await page.goto(account.origin)
  await press('+1 day')
  await note('The clock moved forward.')
  await press(/^Send again: customer.created/)
  await note('Sent again: 200.')
})

it('gives money back, opens a dispute and closes it, each with a word about what was done', async () => {
  const { subscription } = await buyPremium(account)
  await page.goto(account.origin)
  await page.getByLabel(`Cents to refund: ${subscription.id}`).fill('500')
  await press(`Refund last payment: ${subscription.id}`)
  await note(/Refunded 500 of pi_\w+: succeeded/)
  await press(`Open dispute: ${subscription.id}`)
  await note(/is open: needs_response/)
  await press(/^Lose: /)
  await note(/is closed: lost/)
})

it('says what it cannot do', async () => {
  const { subscription } = await buyPremium(account)
  await page.goto(account.origin)
  await page.getByLabel(`Cents to refund: ${subscription.id}`).fill('99999')
  await press(`Refund last payment: ${subscription.id}`)
  await note(/greater than/)
})

it('shows what was set to go wrong, by keyboard alone', async () => {
  await page.goto(account.origin)
  await page.getByLabel('Next payment').focus()
  await page.keyboard.type('is declined')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await note('The next payment is declined.')
  expect(await page.getByLabel('Next payment').inputValue()).toBe('decline')
})
