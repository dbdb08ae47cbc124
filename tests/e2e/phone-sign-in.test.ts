import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import { readMails, waitForNextMail } from '../support/journeys/mails.ts'
import { press } from '../support/journeys/page-acts.ts'
import { createEmail } from '../support/journeys/people.ts'
import { openPhone, readAppleLog } from '../support/journeys/phone.ts'
import { chooseInSheet, fillSheet } from '../support/journeys/phone-sheets.ts'
import { chooseAtProvider, leaveForProvider } from '../support/journeys/sign-in.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const type = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
const home = (page: Page) => page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
let context: BrowserContext
let phone: Page
let web: Page

beforeEach(async () => {
  context = await browser.get().newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-SG',
    reducedMotion: 'reduce',
  })
  phone = await openPhone(context)
  web = await context.newPage()
})
afterEach(() => context.close())

/** The person's own page on the web: who is signed in there, and how. */
async function expectOnWeb(...words: (string | RegExp)[]): Promise<void> {
  await openWeb(web, '/account/sign-in')
  for (const one of words) await web.getByRole('main').getByText(one).first().waitFor()
}

it('Apple on the phone and on the web are one account; its name is there, and Apple’s token is kept for its end', async () => {
  const email = createEmail()
  await press(phone, 'Continue with Apple')
  await fillSheet(phone, 'Apple', { name: 'Ida Berg', email })
  await home(phone)
  await phone.getByText(email).waitFor()
  await expect
    .poll(() => readAppleLog(email), { timeout: 20_000 })
    .toMatchObject([{ action: 'token', client_id: 'com.example.tandem', outcome: 'done' }])
  await openWeb(web, '/sign-in')
  await leaveForProvider(web, 'Apple')
  await chooseAtProvider(web, email)
  await expectOnWeb(email)
  await phone.getByRole('button', { name: 'Name, sign-in and data' }).click()
  await phone.getByRole('button', { name: 'Name Ida Berg' }).waitFor()
  await openWeb(web, '/account/sign-in')
  expect(await web.getByLabel('Your name').inputValue()).toBe('Ida Berg')
  await press(phone, 'Sign out')
  await phone.getByText('You signed in with Apple last time.').waitFor()
  await press(phone, 'Continue with Apple')
  await chooseInSheet(phone, 'Apple', email)
  await home(phone)
})

it('Google by its sheet, then in the browser, then on the web: one account', async () => {
  const email = createEmail()
  await press(phone, 'Continue with Google')
  await fillSheet(phone, 'Google', { name: 'Gus Tan', email })
  await home(phone)
  await press(phone, 'Sign out')
  await press(phone, 'Sign in another way')
  const [window] = await Promise.all([context.waitForEvent('page'), press(phone, 'Google in the browser')])
  await window.getByRole('button', { name: email }).click()
  await home(phone)
  await phone.getByText(email).waitFor()
  await openWeb(web, '/sign-in')
  await leaveForProvider(web, 'Google')
  await chooseAtProvider(web, email)
  await expectOnWeb(email)
})

it('Apple in the browser: somebody who changes their mind stays where they were, then it comes back to the app', async () => {
  const email = createEmail()
  await press(phone, 'Sign in another way')
  const [first] = await Promise.all([context.waitForEvent('page'), press(phone, 'Apple in the browser')])
  await first.getByRole('button', { name: 'Cancel' }).click()
  await phone.getByRole('dialog').waitFor({ state: 'detached' })
  const [second] = await Promise.all([context.waitForEvent('page'), press(phone, 'Apple in the browser')])
  const form = second.locator('section').filter({ has: second.getByLabel('E-mail address') })
  await form.getByLabel('E-mail address').fill(email)
  await form.getByLabel('Hide My Email').check()
  await form.getByRole('button', { name: 'Continue' }).click()
  await home(phone)
  await phone.getByText('@privaterelay.appleid.com').first().waitFor()
})

it('the browser comes back to the phone of this machine, and to nobody else’s page', async () => {
  const { api, phone: here, web: site } = addresses()
  const back = async (redirect_to: string) => {
    const query = new URLSearchParams({ provider: 'google', redirect_to })
    const answer = await fetch(`${api}/auth/v1/authorize?${query}`, { redirect: 'manual' })
    const state = new URL(answer.headers.get('location') ?? '').searchParams.get('state') ?? ''
    return decodeJwt(state).referrer
  }
  expect(await back(`${here}/auth-callback`)).toBe(`${here}/auth-callback`)
  for (const other of ['https://elsewhere.example/auth-callback', 'tandem://elsewhere'])
    expect(await back(other)).toBe(site)
})

it('with a code: a new address has an account, on the web the next code leads to the same one', async () => {
  const email = createEmail()
  await press(phone, 'Email me a code instead')
  await type(phone, 'Email', email)
  await press(phone, 'Email me a code')
  const { code } = await waitForNextMail(email)
  await type(phone, '6-digit code', code === '000000' ? '111111' : '000000')
  await press(phone, 'Confirm')
  await phone.getByText('This code is wrong or too old.').waitFor()
  await type(phone, '6-digit code', code)
  await press(phone, 'Confirm')
  await home(phone)
  await openWeb(web, '/sign-in')
  await web.getByRole('link', { name: 'Email me a code instead' }).click()
  await web.getByRole('button', { name: 'Email me a code' }).waitFor()
  await web.getByLabel('Email').fill(email)
  await press(web, 'Email me a code')
  await web.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await web.getByLabel('6-digit code').fill((await waitForNextMail(email, 1)).code)
  await press(web, 'Confirm')
  await web.waitForURL(/\/account/)
  await expectOnWeb(email)
})

it('a new account with a password: it counts once the address is proved, on the web too; forgotten, it is chosen anew', async () => {
  const [email, password, better] = [createEmail(), `${randomUUID()}!`, `${randomUUID()}?`]
  await press(phone, 'Create an account')
  await type(phone, 'Email', email)
  await type(phone, 'Password', password)
  await press(phone, 'Create account')
  await type(phone, '6-digit code', (await waitForNextMail(email)).code)
  await press(phone, 'Confirm')
  await home(phone)
  await signInByPassword(password)
  await web.waitForURL('**/account')
  await context.clearCookies()

  await press(phone, 'Sign out')
  await press(phone, 'Forgot your password?')
  await type(phone, 'Email', email)
  const mails = (await readMails(email)).length
  await press(phone, 'Email me a code')
  const mail = await waitForNextMail(email, mails)
  expect(mail.link).toContain('type=recovery')
  await type(phone, '6-digit code', mail.code)
  await press(phone, 'Confirm')
  await type(phone, 'New password', better)
  await press(phone, 'Save password')
  await phone.getByText('Your password is changed.').waitFor()
  await signInByPassword(password)
  await web.getByText('Email or password is not right.').waitFor()
  await signInByPassword(better)
  await web.waitForURL('**/account')

  async function signInByPassword(typed: string): Promise<void> {
    await openWeb(web, '/sign-in')
    await web.getByLabel('Email').fill(email)
    await web.getByLabel('Password').fill(typed)
    await press(web, 'Sign in')
  }
})

it('the link in the mail of a forgotten password opens the web, where it is chosen as well', async () => {
  const email = createEmail()
  await press(phone, 'Continue with Google')
  await fillSheet(phone, 'Google', { name: 'Lin', email })
  await home(phone)
  await press(phone, 'Sign out')
  await press(phone, 'Forgot your password?')
  await type(phone, 'Email', email)
  await press(phone, 'Email me a code')
  await web.goto((await waitForNextMail(email)).link)
  await press(web, 'Confirm')
  await web.getByLabel('New password').waitFor()
})

it('Google that has not verified the address signs nobody in, and the phone says why', async () => {
  await press(phone, 'Continue with Google')
  await fillSheet(phone, 'Google', { name: 'Uma', email: createEmail(), isUnverified: true })
  await phone.getByText('Google has not verified that this address is yours').waitFor()
  expect(await phone.evaluate(() => localStorage.getItem('tandem.session'))).toBeNull()
})
