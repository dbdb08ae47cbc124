import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { path, says } from '../support/journeys/page-acts.ts'
import { createPerson, openSession, type Person } from '../support/journeys/people.ts'
import { provideBrowser, sizes } from '../support/journeys/sizes.ts'
import { openWeb, signInOnWeb, signInUnseen, signOut } from '../support/journeys/web.ts'

const browser = provideBrowser()

describe.each(sizes)('signing in with a password on $size', ({ viewport }) => {
  let context: BrowserContext
  let page: Page
  let person: Person
  beforeEach(async () => {
    person = await createPerson()
    context = await browser.get().newContext({ viewport, locale: 'en-SG', reducedMotion: 'reduce' })
    page = await context.newPage()
  })
  afterEach(() => context.close())

  async function enter(on: Page, password: string): Promise<void> {
    await on.getByLabel('Email').fill(person.email)
    await on.getByLabel('Password').fill(password)
    await on.getByRole('button', { name: 'Sign in' }).click()
  }

  it('says the same for a wrong password and an unknown address, and keeps the address that was typed', async () => {
    await openWeb(page, '/sign-in')
    await enter(page, 'not my password')
    await says(page, 'Email or password is not right.')
    expect(await page.getByLabel('Email').inputValue()).toBe(person.email)
    await page.getByLabel('Email').fill(`nobody-${person.email}`)
    await page.getByLabel('Password').fill('not my password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await says(page, 'Email or password is not right.')
  })

  it('works by keyboard alone, in the order in which it is read', async () => {
    await openWeb(page, '/sign-in')
    await page.getByRole('link', { name: 'Continue with Apple' }).focus()
    const stops: string[] = []
    for (let stop = 0; stop < 6; stop++) {
      await page.keyboard.press('Tab')
      stops.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || ''))
      if (stop === 1) await page.keyboard.type(person.email)
      if (stop === 2) await page.keyboard.type(person.password)
    }
    expect(stops).toEqual([
      'Continue with Google',
      'password-email',
      'password-password',
      'Sign in',
      'Forgot your password?',
      'Email me a code instead',
    ])
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL('**/account')
  })

  it('works without JavaScript, with the faults said as well', async () => {
    const plain = await browser.get().newContext({ viewport, javaScriptEnabled: false })
    const there = await plain.newPage()
    await openWeb(there, '/sign-in?next=/pricing')
    await enter(there, 'not my password')
    await says(there, 'Email or password is not right.')
    await enter(there, person.password)
    await there.waitForURL('**/pricing')
    await plain.close()
  })

  it('a double click signs in once', async () => {
    await openWeb(page, '/sign-in')
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).dblclick()
    await page.waitForURL('**/account')
  })

  it('the back button after signing in, and a second tab, lead on instead of asking again', async () => {
    await signInOnWeb(page, person)
    await page.goBack()
    await page.waitForURL('**/account')
    const second = await context.newPage()
    await openWeb(second, '/sign-in?next=/pricing')
    expect(path(second)).toBe('/pricing')
  })

  it('a session that ends in the middle says so, and leads back to where the person was', async () => {
    await signInUnseen(context, person)
    await openWeb(page, '/account')
    const elsewhere = await browser.get().newContext({ viewport })
    await signInUnseen(elsewhere, person)
    const other = await elsewhere.newPage()
    await openWeb(other, '/account/sign-in')
    await other.getByRole('button', { name: 'Sign out everywhere' }).click()
    await says(other, 'You are signed out on every device.')
    await elsewhere.close()

    await openWeb(page, '/account/invoices')
    await says(page, 'Your session has ended. Please sign in again.')
    await enter(page, person.password)
    await page.waitForURL('**/account/invoices')
  })

  it('signing out ends this browser alone', async () => {
    await signInUnseen(context, person)
    const app = await openSession(person)
    await openWeb(page, '/account')
    await signOut(page)
    await openWeb(page, '/account')
    expect(path(page)).toBe('/sign-in')
    expect(await page.getByText('Your session has ended').count()).toBe(0)
    expect(app.refresh_token).not.toBe('')
    await openWeb(page, '/sign-in')
    await says(page, 'You signed in with your password last time.')
  })

  it('never leads to another site', async () => {
    await openWeb(page, '/sign-in?next=https://evil.example/')
    await enter(page, person.password)
    await page.waitForURL('**/account')
  })
})
