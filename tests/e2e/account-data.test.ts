import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { confirmByPassword, letSignInGrowOld } from '../support/journeys/account.ts'
import { expectLesson } from '../support/journeys/expect-access.ts'
import { waitForMail } from '../support/journeys/mails.ts'
import { press } from '../support/journeys/page-acts.ts'
import { subscribeOnPhone } from '../support/journeys/phone.ts'
import { providePockets } from '../support/journeys/pocket.ts'
import { openVisitor, provideBrowser, type Visitor } from '../support/journeys/sizes.ts'
import { actAtStripe, endTroubleAtStripe, openStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import { openWeb, signInUnseen, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const openPocket = providePockets(browser)
const visitors: Visitor[] = []
afterEach(async () => {
  await endTroubleAtStripe()
  await Promise.all(visitors.splice(0).map(({ context }) => context.close()))
})

async function open(): Promise<Visitor> {
  const visitor = await openVisitor(browser.get(), { width: 390, height: 844 })
  visitors.push(visitor)
  return visitor
}

const understood = (page: Page) => page.getByLabel('I understand that my account cannot be brought back.')

it('what is known about a person is downloaded as a file that programs read', async () => {
  const { page, person } = await open()
  await openWeb(page, '/account')
  await page.getByRole('link', { name: 'Your data' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download my data')])
  expect(download.suggestedFilename()).toMatch(/^tandem-\d{4}-\d\d-\d\d\.json$/)
  const text = readFileSync(await download.path(), 'utf8')
  expect(JSON.parse(text)).toBeTypeOf('object')
  expect(text).toContain(person.email)
  expect(text).not.toMatch(/encrypted_password|refresh_token|\$2[aby]\$/)
})

it('an account with a subscription on the web: while Stripe refuses nothing is deleted, then all of it, once', async () => {
  const { page, person, context } = await open()
  await subscribeOnWeb(page, 'standard')
  const { id } = await subscriptionOf(person)
  await letSignInGrowOld(context, person)
  await openWeb(page, '/account/data')
  await page.getByRole('link', { name: 'Delete my account' }).click()
  await confirmByPassword(page, person.password)
  await page.getByText(/^Your Standard subscription is paid until .* not paid back by itself\.$/).waitFor()
  const second = await context.newPage()
  await openWeb(second, '/account/delete')
  await understood(second).check()

  await press(page, 'Delete my account')
  expect(await understood(page).evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true)
  await understood(page).check()
  await actAtStripe('/api-failure', { status: 500, count: 1000 })
  await press(page, 'Delete my account')
  await page.getByRole('alert').filter({ hasText: 'so nothing was deleted. Please try again.' }).waitFor()
  await endTroubleAtStripe()
  expect((await subscriptionOf(person)).status).toBe('active')

  await page.getByRole('button', { name: 'Delete my account', exact: true }).dblclick()
  await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
  expect(await page.getByText('Apple still charges').count()).toBe(0)
  expect((await openStripe().subscriptions.retrieve(id)).status).toBe('canceled')
  await waitForMail(person.email, /deleted/i)

  await press(second, 'Delete my account')
  await second.getByRole('heading', { name: 'Sign in' }).waitFor()
  await expect(signInUnseen(context, person)).rejects.toThrow('Nobody was signed in')
})

it('two browsers that delete the same account at once both end at the goodbye', async () => {
  const { page, person } = await open()
  const other = await open()
  await signInUnseen(other.context, person)
  for (const each of [page, other.page]) {
    await openWeb(each, '/account/delete')
    await understood(each).check()
  }
  await Promise.all([page, other.page].map((each) => press(each, 'Delete my account')))
  for (const each of [page, other.page]) await each.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
})

it('who pays Apple is told before and after that Apple goes on, and where it is stopped; the purchase is free for another account', async () => {
  const { phone, web, person } = await openPocket()
  await subscribeOnPhone(phone, 'Standard')
  await openWeb(web, '/account/delete')
  await web
    .getByText(/Deleting your account does not end it: Apple charges again on .*, until you cancel it there\.$/)
    .waitFor()
  const there = 'https://apps.apple.com/account/subscriptions'
  expect(await web.getByRole('link', { name: 'Cancel it in the App Store' }).getAttribute('href')).toBe(there)
  await understood(web).check()
  await press(web, 'Delete my account')
  await web.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
  await web.getByText(/^Apple still charges for your subscription in the App Store/).waitFor()
  const link = web.getByRole('link', { name: 'Open your App Store subscriptions' })
  expect(await link.getAttribute('href')).toBe(there)

  const heir = await openPocket({ appleAccount: `Apple Account of ${person.email}` })
  await heir.phone.getByRole('button', { name: 'Restore purchases' }).click()
  await heir.phone.getByText('Your purchase is restored.').waitFor()
  await expectLesson(heir, 'standard', 'open')
})

it('a purchase moves from one account to another by a code, which works once and only if it is right', async () => {
  const owner = await openPocket()
  await subscribeOnPhone(owner.phone, 'Standard')
  const { page } = await open()
  await openWeb(page, '/account/move')
  await press(page, 'Get a code')
  await page.getByRole('alert').filter({ hasText: 'no App Store purchase that could be moved' }).waitFor()
  const field = page.getByLabel('Code from the other account')
  await field.fill('AAAA-AAAA')
  await press(page, 'Move the purchase')
  await page.getByText('This code is not right, or it has ended. Ask for a new one.').waitFor()
  expect(await field.inputValue()).toBe('AAAA-AAAA')

  await openWeb(owner.web, '/account/data')
  await owner.web.getByRole('link', { name: 'Move a purchase' }).click()
  await press(owner.web, 'Get a code')
  const code = (await owner.web.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).textContent()) ?? ''
  await owner.web.getByText(/^It works once, until \d/).waitFor()
  await field.fill(code.toLowerCase())
  await press(page, 'Move the purchase')
  await page.getByText('The purchase belongs to this account now.').waitFor()
  await page.getByText('Through the App Store').first().waitFor()
  await openWeb(owner.web, '/account')
  await owner.web.getByText('You have no subscription yet').waitFor()

  await openWeb(owner.web, '/account/move')
  await owner.web.getByLabel('Code from the other account').fill(code)
  await press(owner.web, 'Move the purchase')
  await owner.web.getByText('This code is not right, or it has ended. Ask for a new one.').waitFor()
})
