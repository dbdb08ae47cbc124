import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { addresses } from '../support/journeys/addresses.ts'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { createPerson, type Person } from '../support/journeys/people.ts'
import { openTab, signInOnPhone } from '../support/journeys/phone.ts'
import { cards, openWeb, payByCard, signInOnWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const looks = [
  { name: 'small and light', viewport: { width: 360, height: 740 }, colorScheme: 'light' as const },
  { name: 'large and dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
]
const publicPages = [
  '/',
  '/pricing',
  '/sign-in',
  '/sign-in?method=code&problem=session_ended',
  '/sign-up',
  '/check-mail',
  '/forgot-password',
  '/auth/confirm?token_hash=x&type=recovery',
  '/lessons',
  '/lessons/the-first-ride',
  '/lessons/the-long-descent',
  '/nowhere',
]
const accountPages = ['/account', '/account/cards', '/account/invoices', '/account/change-plan']
const cardForms = [
  '/subscribe/premium',
  '/subscribe/premium?trial=no',
  '/subscribe/standard',
  '/account/cards/add',
  '/extras/workshop',
]

let browser: Browser
let stranger: Person
let member: Person
let debtor: Person

beforeAll(async () => {
  browser = await launchBrowser()
  ;[stranger, member, debtor] = [await createPerson(), await createPerson(), await createPerson()]
  await asPerson(member, (page) => subscribeOnWeb(page, 'premium'))
  await asPerson(debtor, async (page) => {
    await payByCard(page, 'standard', cards.failsLater)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
  })
  await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
})
afterAll(() => browser.close())

async function asPerson(person: Person, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage()
  await signInOnWeb(page, person)
  await act(page)
  await page.close()
}

/** What axe finds, and whether the page is wider than the screen, as sentences. */
async function findFaults(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).analyze()
  const faults = violations.map(({ id, nodes }) => {
    const places = nodes.map(({ target, any: [reason] }) => `${target.join(' ')} (${reason?.message})`)
    return `${id}: ${places.join(', ')}`
  })
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

  async function expectNoFaults(paths: string[], untilShown?: () => Promise<void>): Promise<void> {
    for (const path of paths) {
      await openWeb(page, path)
      await untilShown?.()
      expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
    }
  }

  it.each(publicPages)('the page %s has no fault that axe can find', async (path) => {
    await openWeb(page, path)
    expect(await findFaults(page)).toEqual([])
  })

  it('the pages of a person without a subscription have none', async () => {
    await signInOnWeb(page, stranger)
    await expectNoFaults([...accountPages, '/pay', '/lessons/the-long-descent'])
    await context.clearCookies()
  })

  it('the card forms have none: for a trial, for a payment, for a card, for what is bought once', async () => {
    await signInOnWeb(page, stranger)
    await expectNoFaults(cardForms, () => page.getByLabel('Card number').waitFor())
    await context.clearCookies()
  })

  it('the wallets above the card have none', async () => {
    const own = await context.newPage()
    await own.addInitScript(() => localStorage.setItem('tandem.wallets', 'apple_pay,google_pay,link'))
    await signInOnWeb(own, stranger)
    for (const path of ['/subscribe/premium', '/extras/workshop']) {
      await openWeb(own, path)
      await own.getByText('or pay by card').waitFor()
      expect({ path, faults: await findFaults(own) }).toEqual({ path, faults: [] })
    }
    await own.evaluate(() => localStorage.removeItem('tandem.wallets'))
    await own.close()
    await context.clearCookies()
  })

  it('the pages of a subscriber have none, the dialogs and a previewed change included', async () => {
    await signInOnWeb(page, member)
    await expectNoFaults([...accountPages, '/subscribe/premium', '/lessons/the-long-descent'])
    await openWeb(page, '/account')
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await findFaults(page)).toEqual([])
    await openWeb(page, '/account/change-plan')
    await page.getByRole('button', { name: 'Change to Standard' }).click()
    await page.getByRole('button', { name: 'Confirm the change' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await context.clearCookies()
  })

  it('the pages of a person who has to pay have none', async () => {
    await signInOnWeb(page, debtor)
    await expectNoFaults(accountPages)
    await openWeb(page, '/pay')
    expect(await findFaults(page)).toEqual([])
    await page.getByLabel('Another card').check()
    await page.getByLabel('Card number').waitFor()
    expect(await findFaults(page)).toEqual([])
    await context.clearCookies()
  })

  it('the phone has none on any screen', async () => {
    await page.goto(addresses().phone)
    expect(await findFaults(page)).toEqual([])
    await signInOnPhone(page, member)
    for (const tab of ['Home', 'Lessons', 'Subscribe'] as const) {
      await openTab(page, tab)
      expect({ tab, faults: await findFaults(page) }).toEqual({ tab, faults: [] })
    }
  })

  it.each(['stripe', 'appStore', 'mailbox'] as const)('the page of %s has none', async (part) => {
    await page.goto(addresses()[part])
    expect(await findFaults(page)).toEqual([])
  })
})
