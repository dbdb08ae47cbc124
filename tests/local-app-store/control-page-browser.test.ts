import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../local-stripe/find-violations.ts'
import { launchBrowser } from '../support/browser.ts'
import { ACCOUNT, PREMIUM, STANDARD, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

const TELEPHONE = { width: 390, height: 844 }

describe('the control page in a browser', { timeout: 60_000 }, () => {
  let store: TestStore
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
  }, 60_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    store = await startStore()
  })
  afterEach(async () => {
    await page?.context().close()
    await store.close()
  })

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ viewport: TELEPHONE, ...options })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(store.origin)
  }

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const unfold = (name: string) => page.locator('summary').filter({ hasText: name }).first().click()
  const say = (text: string) => page.getByRole('status').getByText(text).waitFor()

  /** One card of each kind. */
  async function fillStore(): Promise<void> {
    const { json } = await store.buy(STANDARD)
    await store.buy(WORKSHOP)
    await store.simulator.act(json.transaction_id, 'raise-price')
    const request = { apple_account: ACCOUNT, transaction_id: json.transaction_id, reason: 'LEGAL' }
    await store.post('/storekit/refund-request', request)
    await store.buy(PREMIUM, null, 'Somebody with a long name, and AnEndOfItWithoutAnySpaceToBreakAt@example.com')
    await store.put('/storekit/account?apple_account=Tim', { asks_to_buy: true })
    await store.buy(PREMIUM, USER, 'Tim')
    await store.simulator.settle()
  }

  it.each(['light', 'dark'] as const)(
    'has no fault that axe finds, in %s with all of it unfolded, and fits a phone',
    async (colorScheme) => {
      await fillStore()
      await open({ colorScheme })
      expect(await findViolations(page)).toEqual([])
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      expect(await findViolations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(TELEPHONE.width)
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, select, summary, nav a, input:not([type=hidden], [type=checkbox])')]
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.outerHTML),
      )
      expect(small).toEqual([])
    },
  )

  it('is worked without a line of script', async () => {
    await store.buy(STANDARD)
    await open({ javaScriptEnabled: false })
    await press('+1 month')
    await say('The clock moved forward.')
    await press(`Cancel: Standard, ${ACCOUNT}`)
    await say('Canceled: it ends with what is paid.')
    await press(`Resume: Standard, ${ACCOUNT}`)
    await say('It renews again.')
    await unfold('More')
    await press(`Refund an older period: Standard, ${ACCOUNT}`)
    await say('An older period was refunded.')
    await unfold('More')
    await page.getByLabel('Reason').selectOption('LEGAL')
    await press(`Ask for money back: Standard, ${ACCOUNT}`)
    await page.getByText('Money back asked for (legal); the app has not answered.').waitFor()
    await page.getByRole('link', { name: 'Close' }).click()
    expect(await page.getByRole('status').count()).toBe(0)
  })

  it('brings a child, a parent and a family in', async () => {
    await open({ javaScriptEnabled: false })
    await page.getByLabel('Name').fill('Tim')
    await page.getByLabel('Asks to buy').check()
    await press('Add')
    await page.getByText('Storefront SGP, asks to buy').waitFor()
    await store.buy(PREMIUM, USER, 'Tim')
    await page.reload()
    await press('Approve: Premium, Tim')
    await page.getByRole('heading', { name: 'Premium · Tim' }).waitFor()
    await unfold('Family')
    await page.getByLabel('Organizer').fill('Tim')
    await page.getByLabel('Members, with commas').fill('Una')
    await press('Save family')
    await page.getByRole('heading', { name: 'Premium · Una' }).waitFor()
    await page.getByRole('link', { name: 'Una' }).click()
    expect(await page.getByRole('heading', { name: 'Premium · Tim' }).count()).toBe(0)
  })

  it('goes back to the card that something was done to', async () => {
    for (const account of ['Ann', 'Ben', 'Cy', 'Dee', 'Eve']) await store.buy(STANDARD, USER, account)
    await open()
    await press('Cancel: Standard, Ann')
    await say('Canceled: it ends with what is paid.')
    const card = page.getByRole('article', { name: 'Standard · Ann' })
    const top = await card.evaluate((element) => element.getBoundingClientRect().top)
    expect(top).toBeGreaterThan(0)
    expect(top).toBeLessThan(TELEPHONE.height / 2)
  })

  it('lets a keyboard alone break the Server API', async () => {
    await open()
    await page.getByLabel('Broken (500)').focus()
    await page.keyboard.type('3')
    await page.keyboard.press('Enter')
    await say('Saved how the Server API answers.')
    expect(await page.getByLabel('Broken (500)').inputValue()).toMatch(/3/)
  })
})
