import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createPerson, type Person } from '../support/journeys/people.ts'
import { openTab, signInOnPhone } from '../support/journeys/phone.ts'
import { openWeb, signInOnWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const looks = [
  { name: 'small and light', viewport: { width: 360, height: 740 }, colorScheme: 'light' as const },
  { name: 'large and dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
]
const publicPages = [
  '/',
  '/pricing',
  '/sign-in',
  '/sign-up',
  '/lessons',
  '/lessons/the-first-ride',
  '/lessons/the-long-descent',
  '/nowhere',
]
const memberPages = ['/account', '/subscribe/premium', '/lessons/the-long-descent']

let browser: Browser
let stranger: Person
let member: Person

beforeAll(async () => {
  browser = await launchBrowser()
  ;[stranger, member] = [await createPerson(), await createPerson()]
  const page = await browser.newPage()
  await signInOnWeb(page, member)
  await subscribeOnWeb(page, 'premium')
  await page.close()
})
afterAll(() => browser.close())

/** What axe finds, and whether the page is wider than the screen, as sentences. */
async function findFaults(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).analyze()
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  return isTooWide ? [...faults, 'the page is wider than the screen'] : faults
}

describe.each(looks)('$name', ({ viewport, colorScheme }) => {
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
    page = await context.newPage()
  })
  afterAll(() => context.close())

  it.each(publicPages)('the page %s has no fault that axe can find', async (path) => {
    await openWeb(page, path)
    expect(await findFaults(page)).toEqual([])
  })

  it('the pages of a person without a subscription have none', async () => {
    await signInOnWeb(page, stranger)
    for (const path of memberPages) {
      await openWeb(page, path)
      if (path.startsWith('/subscribe')) await page.getByLabel('Card number').waitFor()
      expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
    }
    await context.clearCookies()
  })

  it('the pages of a subscriber have none, the dialog included', async () => {
    await signInOnWeb(page, member)
    for (const path of memberPages) {
      await openWeb(page, path)
      expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
    }
    await openWeb(page, '/account')
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await findFaults(page)).toEqual([])
  })

  it('the phone has none on any screen', async () => {
    await page.goto(inject('addresses').phone)
    expect(await findFaults(page)).toEqual([])
    await signInOnPhone(page, member)
    for (const tab of ['Home', 'Lessons', 'Subscribe'] as const) {
      await openTab(page, tab)
      expect({ tab, faults: await findFaults(page) }).toEqual({ tab, faults: [] })
    }
  })

  it.each(['stripe', 'appStore', 'mailbox'] as const)('the page of %s has none', async (part) => {
    await page.goto(inject('addresses')[part])
    expect(await findFaults(page)).toEqual([])
  })
})
