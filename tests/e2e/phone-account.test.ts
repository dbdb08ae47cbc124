import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { followMail, waitForMail } from '../support/journeys/mails.ts'
import { operate } from '../support/journeys/operator.ts'
import { press } from '../support/journeys/page-acts.ts'
import { openPurchaseSheet } from '../support/journeys/paywall.ts'
import { createEmail } from '../support/journeys/people.ts'
import {
  letTokenRunOut,
  openAccountScreen,
  openTab,
  readAppleLog,
  subscribeOnPhone,
} from '../support/journeys/phone.ts'
import { chooseInSheet, fillSheet } from '../support/journeys/phone-sheets.ts'
import { type Pocket, providePockets, standardByAppStore } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb, signInUnseen } from '../support/journeys/web.ts'

const browser = provideBrowser()
const openPocket = providePockets(browser)
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
const confirmSheet = (page: Page) => page.getByRole('dialog', { name: 'Confirm that it is you' })

/** An hour goes by since the sign-in. */
async function letSignInGrowOld({ phone, person }: Pocket): Promise<void> {
  const amr = JSON.stringify([{ method: 'password', timestamp: Math.floor(Date.now() / 1000) - 3600 }])
  await operate('update auth.sessions set tag = $1 where user_id = $2', [amr, person.id])
  await letTokenRunOut(phone)
}

it('a way to sign in is connected on the phone, seen on the web, used, and disconnected; the name is the same on both', async () => {
  const pocket = await openPocket()
  const { phone, web, person } = pocket
  const email = createEmail()
  await letSignInGrowOld(pocket)
  await openAccountScreen(phone)
  await press(phone, 'Connect Google')
  await confirmSheet(phone).getByLabel('Password').fill(person.password)
  await confirmSheet(phone).getByRole('button', { name: 'Confirm', exact: true }).click()
  await fillSheet(phone, 'Google', { name: 'Somebody', email })
  await says(phone, 'Google is connected: it leads to this account from now on.')
  await phone.getByRole('button', { name: /^Name/ }).click()
  await phone.getByLabel('Name', { exact: true }).fill('Nora Quist')
  await press(phone, 'Save name')
  await phone.getByRole('button', { name: 'Name Nora Quist' }).waitFor()
  await openWeb(web, '/account/sign-in')
  await says(web, email)
  expect(await web.getByLabel('Your name').inputValue()).toBe('Nora Quist')

  await press(phone, 'Sign out')
  await press(phone, 'Continue with Google')
  await chooseInSheet(phone, 'Google', email)
  await says(phone, person.email)
  await openAccountScreen(phone)
  await press(phone, 'Disconnect Google')
  await says(phone, 'Google is disconnected.')
  await web.reload()
  await web.getByRole('button', { name: 'Connect Google' }).waitFor()
})

it('the address changes when both have said yes, and the phone shows the new one', async () => {
  const { phone, web, person } = await openPocket()
  const next = createEmail()
  await openAccountScreen(phone)
  await phone.getByRole('button', { name: /^Email/ }).click()
  await phone.getByRole('dialog').getByLabel('Email').fill(next)
  await press(phone, 'Change email')
  await says(phone, `Open the mails at ${person.email} and at ${next}.`)
  await followMail(web, await waitForMail(person.email, /new email address/i))
  await says(web, /One more/)
  await followMail(web, await waitForMail(next, /new email address/i))
  await says(web, 'Your email address is changed.')
  await openAccountScreen(phone)
  await phone.getByRole('button', { name: `Email ${next}` }).waitFor()
})

it('other devices are signed out from the phone; from the web, the phone, in the middle of a purchase that is safe', async () => {
  const { phone, web, person, context } = await openPocket()
  await openAccountScreen(phone)
  await press(phone, 'Sign out other devices')
  await says(phone, 'Your other devices are signed out.')
  await openWeb(web, '/account/sign-in')
  await web.getByRole('heading', { name: 'Sign in' }).waitFor()

  await signInUnseen(context, person)
  const sheet = await openPurchaseSheet(phone, 'Subscribe to Standard')
  await openWeb(web, '/account/sign-in')
  await web.getByRole('button', { name: 'Sign out everywhere' }).click()
  // Not by a part of the address: it is on /account/sign-in before.
  await web.waitForURL(({ pathname }) => pathname === '/sign-in')
  await letTokenRunOut(phone)
  await sheet.getByRole('button', { name: 'Confirm purchase' }).click()
  await says(phone, 'Your purchase is safe: it opens as soon as you are back.')
  await phone.getByLabel('Email').fill(person.email)
  await phone.getByLabel('Password').fill(person.password)
  await press(phone, 'Sign in')
  await says(phone, 'Welcome to Standard.')
  await signInUnseen(context, person)
  await expectBothSay({ phone, web }, standardByAppStore)
})

it('what is known is downloaded by the share sheet', async () => {
  const { phone, person } = await openPocket()
  await openAccountScreen(phone)
  await press(phone, 'Download my data')
  const [file] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('link', { name: 'Save to Files' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^tandem-\d{4}-\d\d-\d\d\.json$/)
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain(person.email)
  expect(text).not.toMatch(/encrypted_password|refresh_token|\$2[aby]\$/)
})

it('Hide My Email: a purchase under the hidden address moves with a code to the account that the person has on the web', async () => {
  const { phone, web, person } = await openPocket()
  await press(phone, 'Sign out')
  await press(phone, 'Continue with Apple')
  await fillSheet(phone, 'Apple', { name: 'Ann Tan', email: person.email, hide: true })
  await says(phone, '@privaterelay.appleid.com')
  await openTab(phone, 'Subscribe')
  await says(phone, 'Already a subscriber?')
  await subscribeOnPhone(phone, 'Standard')
  await openWeb(web, '/account')
  await says(web, 'You have no subscription yet')

  await openAccountScreen(phone)
  await press(phone, 'Move a purchase')
  await press(phone, 'Get a code')
  const code = (await phone.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).textContent()) ?? ''
  await openTab(phone, 'Home')
  await press(phone, 'Sign out')
  await phone.getByLabel('Email').fill(person.email)
  await phone.getByLabel('Password').fill(person.password)
  await press(phone, 'Sign in')
  await press(phone, 'Restore purchases')
  await says(phone, 'This purchase belongs to another account.')
  await press(phone, 'Move a purchase')
  await phone.getByLabel('Code').fill('AAAA-AAAA')
  await press(phone, 'Move the purchase')
  await says(phone, 'This code is not right, or it has ended. Ask for a new one.')
  await phone.getByLabel('Code').fill(code.toLowerCase())
  await press(phone, 'Move the purchase')
  await says(phone, 'The purchase is yours here now.')
  await expectBothSay({ phone, web }, standardByAppStore)
  await expectLesson({ phone, web }, 'standard', 'open')
})

it('an account is deleted in the app: Apple goes on charging, its sign-in ends at Apple, the web is signed out, the purchase is free', async () => {
  const first = await openPocket()
  const { phone, web, person } = first
  await openAccountScreen(phone)
  await press(phone, 'Connect Apple')
  await fillSheet(phone, 'Apple', { name: 'Ann Tan', email: person.email })
  await says(phone, 'Apple is connected')
  await openTab(phone, 'Home')
  await subscribeOnPhone(phone, 'Standard')
  await letSignInGrowOld(first)
  await openAccountScreen(phone)
  await press(phone, 'Delete my account')
  const card = phone.getByRole('region', { name: 'Apple goes on charging' })
  await card.waitFor()
  await press(phone, 'Delete my account')
  await press(phone, 'Delete for good')
  await confirmSheet(phone).getByRole('button', { name: 'Continue with Apple' }).click()
  await chooseInSheet(phone, 'Apple', person.email)
  await phone.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
  await card.getByRole('button', { name: 'Manage subscription' }).click()
  await press(phone, 'Cancel subscription')
  await phone.getByRole('button', { name: 'Resume subscription' }).waitFor()
  await expect
    .poll(async () => (await readAppleLog(person.email)).map(({ action, outcome }) => `${action} ${outcome}`), {
      timeout: 20_000,
    })
    .toContain('revoke done')
  await openWeb(web, '/account/delete')
  await web.getByRole('heading', { name: 'Sign in' }).waitFor()

  const heir = await openPocket({ appleAccount: `Apple Account of ${person.email}` })
  await press(heir.phone, 'Restore purchases')
  await says(heir.phone, 'Your purchase is restored.')
  await expectLesson(heir, 'standard', 'open')
})
