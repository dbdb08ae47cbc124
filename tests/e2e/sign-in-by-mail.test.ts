import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMails, waitForNextMail } from '../support/journeys/mails.ts'
import { path, press, says } from '../support/journeys/page-acts.ts'
import { createEmail, createPerson } from '../support/journeys/people.ts'
import { provideBrowser, sizes } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const usedUp = 'This link has been used, or it is too old.'

describe.each(sizes)('codes and links on $size', ({ viewport }) => {
  let contexts: BrowserContext[] = []
  let page: Page
  const openBrowser = async (options: { javaScriptEnabled?: boolean } = {}) => {
    const context = await browser.get().newContext({ viewport, locale: 'en-SG', reducedMotion: 'reduce', ...options })
    contexts.push(context)
    return context.newPage()
  }
  beforeEach(async () => {
    page = await openBrowser()
  })
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
  })

  async function signUp(on: Page, email: string, next = '/account'): Promise<void> {
    await openWeb(on, `/sign-up?next=${encodeURIComponent(next)}`)
    await on.getByLabel('Email').fill(email)
    await press(on, 'Create account')
    await on.getByRole('heading', { name: 'Check your mail' }).waitFor()
  }

  async function askForCode(on: Page, email: string): Promise<void> {
    await openWeb(on, '/sign-in')
    await on.getByRole('link', { name: 'Email me a code instead' }).click()
    await on.getByRole('button', { name: 'Email me a code' }).waitFor()
    await on.getByLabel('Email').fill(email)
    await press(on, 'Email me a code')
    await on.getByRole('heading', { name: 'Check your mail' }).waitFor()
  }

  async function enterCode(on: Page, code: string): Promise<void> {
    await on.getByLabel('6-digit code').fill(code)
    await press(on, 'Confirm')
  }

  it('a sign-up by code chooses a password afterwards, or leaves it', async () => {
    const email = createEmail()
    await signUp(page, email)
    await enterCode(page, (await waitForNextMail(email)).code)
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
    await page.getByRole('link', { name: 'Skip: I sign in with a code' }).click()
    await page.waitForURL('**/account')
  })

  it('a sign-up on the way to a purchase goes on with the purchase', async () => {
    const email = createEmail()
    await signUp(page, email, '/subscribe/premium')
    await enterCode(page, (await waitForNextMail(email)).code)
    await page.waitForURL('**/subscribe/premium')
  })

  it('signing up with an address that has an account looks the same, and its mail leads into that account', async () => {
    const { email } = await createPerson()
    await signUp(page, email)
    await says(page, /^We have written to/)
    await enterCode(page, (await waitForNextMail(email)).code)
    await page.waitForURL('**/account')
  })

  it('asking for a code says the same for an address without an account, which gets no mail', async () => {
    const stranger = createEmail()
    await askForCode(page, stranger)
    await says(page, /^If there is an account for/)
    const { email } = await createPerson()
    await askForCode(page, email)
    await says(page, /^If there is an account for/)
    await waitForNextMail(email)
    expect(await readMails(stranger)).toEqual([])
  })

  it('a wrong code is said at the field, and the right one still works after it', async () => {
    const { email } = await createPerson()
    await askForCode(page, email)
    const { code } = await waitForNextMail(email)
    await enterCode(page, code === '000000' ? '111111' : '000000')
    await says(page, /^This code is not right, or no longer valid/)
    await enterCode(page, ` ${code.slice(0, 3)} ${code.slice(3)}`)
    await page.waitForURL('**/account')
  })

  it('the code of an older mail no longer works once another one was sent', async () => {
    const { email } = await createPerson()
    await askForCode(page, email)
    const first = await waitForNextMail(email)
    await press(page, 'Send another email')
    await says(page, /^Another email is on its way/)
    const { code } = await waitForNextMail(email, 1)
    await enterCode(page, first.code)
    await says(page, /^This code is not right, or no longer valid/)
    await enterCode(page, code)
    await page.waitForURL('**/account')
  })

  it('a mistyped address is changed without beginning anew', async () => {
    await signUp(page, createEmail(), '/pricing')
    await page.getByRole('link', { name: 'Use another address' }).click()
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    const email = createEmail()
    await page.getByLabel('Email').fill(email)
    await press(page, 'Create account')
    await says(page, email)
    await enterCode(page, (await waitForNextMail(email)).code)
    await page.waitForURL('**/pricing')
  })

  it('the code works on another device, which asks for the address', async () => {
    const email = createEmail()
    await signUp(page, email)
    const other = await openBrowser()
    await openWeb(other, '/check-mail')
    await other.getByLabel('Email').fill(email)
    await enterCode(other, (await waitForNextMail(email)).code)
    await other.getByRole('heading', { name: 'Choose a password' }).waitFor()
  })

  it('the link works in another browser, even after a scanner has opened it, once', async () => {
    const email = createEmail()
    await signUp(page, email, '/pricing')
    const { link } = await waitForNextMail(email)
    for (let visit = 0; visit < 3; visit++) expect((await fetch(link)).status).toBe(200)
    const other = await openBrowser({ javaScriptEnabled: false })
    await other.goto(link)
    await press(other, 'Confirm')
    await other.waitForURL('**/pricing')

    await page.goto(link)
    await press(page, 'Confirm')
    await says(page, usedUp)
    await page.getByRole('link', { name: 'Ask for a new email' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('a link that was used says to its owner that they are signed in', async () => {
    const { email } = await createPerson()
    await askForCode(page, email)
    const { link } = await waitForNextMail(email)
    await page.goto(link)
    await press(page, 'Confirm')
    await page.waitForURL('**/account')
    await page.goto(link)
    await press(page, 'Confirm')
    await says(page, usedUp)
    await page.getByRole('link', { name: 'You are signed in: go to your account' }).click()
    await page.waitForURL('**/account')
  })

  it('a link pressed twice in a row signs in once', async () => {
    const { email } = await createPerson()
    await askForCode(page, email)
    await page.goto((await waitForNextMail(email)).link)
    await page.getByRole('button', { name: 'Confirm' }).dblclick()
    await page.waitForURL('**/account')
  })

  it('a forgotten password is chosen anew by link or by code, and the answer tells nothing of an account', async () => {
    const { email } = await createPerson()
    await openWeb(page, '/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    await page.getByLabel('Email').fill(email)
    await press(page, 'Email me a code')
    await says(page, /^If there is an account for/)
    const { link, code } = await waitForNextMail(email)
    const other = await openBrowser()
    await other.goto(link)
    await other.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    await enterCode(page, code)
    const password = `${randomUUID()}!`
    await page.getByLabel('New password').fill(password)
    await press(page, 'Save password')
    await page.waitForURL('**/account/sign-in?**')

    await press(other, 'Confirm')
    await says(other, usedUp)
    await openWeb(other, '/sign-in')
    await other.getByLabel('Email').fill(email)
    await other.getByLabel('Password').fill(password)
    await press(other, 'Sign in')
    await other.waitForURL('**/account')

    await openWeb(other, '/forgot-password')
    const stranger = createEmail()
    await other.getByLabel('Email').fill(stranger)
    await press(other, 'Email me a code')
    await says(other, /^If there is an account for/)
    expect(await readMails(stranger)).toEqual([])
  })

  it('a broken link says so before anything is pressed', async () => {
    await openWeb(page, '/auth/confirm?type=recovery')
    await says(page, /^This link is not complete/)
    expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0)
    expect(path(page)).toBe('/auth/confirm')
  })
})
