import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { press } from '../support/journeys/page-acts.ts'
import { createPerson } from '../support/journeys/people.ts'
import { signInByProvider } from '../support/journeys/sign-in.ts'
import { openVisitor, provideBrowser, type Visitor } from '../support/journeys/sizes.ts'
import { openWeb, signInUnseen, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const small = { width: 390, height: 844 }
const looks = [
  { name: 'small and light', viewport: small, colorScheme: 'light' as const },
  { name: 'large and dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const },
]

async function expectNoFaults(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).analyze()
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect({ at: page.url(), faults, isTooWide }).toEqual({ at: page.url(), faults: [], isTooWide: false })
}

describe.each(looks)('$name, axe finds no fault', ({ viewport, colorScheme }) => {
  async function open(): Promise<Visitor> {
    const visitor = await openVisitor(browser.get(), viewport)
    await visitor.page.emulateMedia({ colorScheme })
    return visitor
  }

  it('on the pages of a subscriber, and in the dialog', async () => {
    const { page, context } = await open()
    await subscribeOnWeb(page, 'standard')
    for (const path of ['sign-in', 'data', 'delete']) {
      await openWeb(page, `/account/${path}`)
      await expectNoFaults(page)
    }
    await openWeb(page, '/account/sign-in')
    await press(page, 'Remove password')
    await page.getByRole('alertdialog').waitFor()
    await expectNoFaults(page)
    await context.close()
  })

  it('in the forms, with what they refuse', async () => {
    const { page, context } = await open()
    await openWeb(page, '/account/password')
    await page.getByLabel('New password').fill('password1')
    await press(page, 'Save password')
    await expect.poll(() => page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
    await expectNoFaults(page)
    await openWeb(page, '/account/move')
    await page.getByLabel('Code from the other account').fill('AAAA-AAAA')
    await press(page, 'Move the purchase')
    await page.getByText('This code is not right').waitFor()
    await expectNoFaults(page)
    await openWeb(page, '/account/email')
    await page.getByLabel('New email').fill(`a.rather.long.address.${crypto.randomUUID()}@mail.example.com`)
    await expectNoFaults(page)
    await press(page, 'Change email')
    await page.getByText('Waiting for your confirmation').waitFor()
    await expectNoFaults(page)
    await context.close()
  })

  it('for who hid the address at Apple, and at the goodbye', async () => {
    const { page, context } = await open()
    await context.clearCookies()
    await signInByProvider(page, 'Apple', { email: `${crypto.randomUUID()}@example.com`, hide: true })
    await openWeb(page, '/account/sign-in')
    await expectNoFaults(page)
    await context.clearCookies()
    await openWeb(page, '/goodbye?app-store')
    await expectNoFaults(page)
    await context.close()
  })
})

it('an account is deleted without a mouse, and a refusal is where the keyboard goes on', async () => {
  const { page, context } = await openVisitor(browser.get(), small)
  await openWeb(page, '/account/delete')
  await page.getByLabel('I understand').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const box = page.getByLabel('I understand')
  await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
  await context.close()
})

describe('without JavaScript', () => {
  it('a name is saved, a password removed and another chosen, and the account deleted', async () => {
    const context = await browser.get().newContext({ viewport: small, javaScriptEnabled: false })
    const [page, person] = [await context.newPage(), await createPerson()]
    await signInUnseen(context, person)
    await openWeb(page, '/account/sign-in')
    await page.getByLabel('Your name').fill('Ana')
    await press(page, 'Save name')
    await page.getByText('Your name is saved.').waitFor()
    await press(page, 'Remove password')
    await press(page, 'Remove password now')
    await page.getByText('Your password is removed.').waitFor()
    await page.getByRole('link', { name: 'Choose a password' }).click()
    await page.getByLabel('New password').fill('kettle bridge morning')
    await press(page, 'Save password')
    await page.getByText('Your password is saved.').waitFor()
    await page.getByRole('link', { name: 'Your data' }).click()
    await page.getByRole('link', { name: 'Delete my account' }).click()
    await page.getByLabel('I understand').check()
    await press(page, 'Delete my account')
    await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
    await context.close()
  })
})
