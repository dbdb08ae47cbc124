import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { ANN } from './fake-api-data.ts'
import { startPhone, type TestPhone } from './start-phone.ts'

/** Whose money the phone spends until somebody types another name. */
export const APPLE_ACCOUNT = 'Apple Account 1'

/** A phone of its own for every test of the suite, opened in a browser, and what people do with it. */
export function usePhone() {
  let browser: Browser
  let phone: TestPhone
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
  }, 60_000)
  afterAll(() => browser.close())
  beforeEach(async () => {
    phone = await startPhone()
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    page = await context.newPage()
    await page.goto(phone.url)
  })
  afterEach(async () => {
    await page.context().close()
    await phone.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const tab = (name: string) => page.getByRole('tab', { name }).click()

  return {
    phone: () => phone,
    page: () => page,
    button,
    tab,
    see: (text: string) => page.getByText(text).first().waitFor(),
    posted: (path: string) => phone.api.recorded.filter((one) => one.path.startsWith(path) && one.method === 'POST'),

    async signIn(user = ANN): Promise<void> {
      await page.getByLabel('Email').fill(user.email)
      await page.getByLabel('Password').fill(user.password)
      await button('Sign in').click()
      await page.getByRole('heading', { name: 'Home' }).waitFor()
    },

    /** The settings of the Apple Account, as the page beside the phone sets them. */
    async setAccount(settings: { storefront?: string; asks_to_buy?: boolean }): Promise<void> {
      const url = `${phone.storeUrl}/storekit/account?apple_account=${encodeURIComponent(APPLE_ACCOUNT)}`
      const response = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      })
      if (!response.ok) throw new Error(`The App Store answered ${response.status}`)
    },

    async openPurchaseSheet(plan: string): Promise<void> {
      await tab('Subscribe')
      await button(`Subscribe to ${plan}`).click()
      await button('Confirm purchase').waitFor()
    },

    async buy(plan: string): Promise<void> {
      await tab('Subscribe')
      await button(`Subscribe to ${plan}`).click()
      await button('Confirm purchase').click()
    },

    /** What axe finds, and whether something is wider than the screen. */
    async findFaults(): Promise<string[]> {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
      const isWider = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.screen, .sheet')].some(
          (one) => one.scrollWidth > one.clientWidth,
        ),
      )
      return isWider ? [...faults, 'something is wider than the screen'] : faults
    },
  }
}
