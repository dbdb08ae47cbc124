import { createClient } from '@supabase/supabase-js'
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { addresses } from '../support/journeys/addresses.ts'
import {
  actAtApple,
  actOnSubscription,
  appleAccountOf,
  endTroubleAtApple,
  readAppStore,
} from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { openDeviceSettings, openManageSheet, openPass, openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { providePockets } from '../support/journeys/pocket.ts'
import { reconcile } from '../support/journeys/reconcile.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const open = providePockets(browser)
afterEach(endTroubleAtApple)

const active = { phone: [/^Standard$/, /^Active$/], web: [/^Active$/, /^Renews on/] }
const refunded = { phone: [/^Refunded$/], web: [/^Refunded$/, /so access ended/] }

const restore = (page: Page) => page.getByRole('button', { name: 'Restore purchases' }).click()

async function changeAppleAccount(page: Page, name: string): Promise<void> {
  const settings = await openDeviceSettings(page)
  const field = settings.getByLabel('Apple Account', { exact: true })
  await field.fill(name)
  await field.press('Tab')
}

it('one Apple Account of two people: the second is told whose it is, and has it when the first has no use of it', async () => {
  const first = await open()
  await subscribeOnPhone(first.phone, 'Standard')
  const second = await open({ appleAccount: appleAccountOf(first.person) })
  await restore(second.phone)
  await second.phone
    .getByText('This purchase belongs to another account. Sign in with the account that bought it.')
    .waitFor()
  await expectLesson(second, 'standard', 'locked')
  await expectLesson(first, 'standard', 'open')

  await actOnSubscription(appleAccountOf(first.person), 'expire')
  await subscribeOnPhone(second.phone, 'Standard')
  await expectBothSay(second, active)
  await expectLesson(second, 'standard', 'open')
  await expectBothSay(first, { phone: [/^No subscription$/], web: [/^You have no subscription yet$/] })
  await expectLesson(first, 'standard', 'locked')
})

it('somebody who buys with two Apple Accounts is told on both that both pay, until the one is canceled there', async () => {
  const pocket = await open()
  const { phone, web, person } = pocket
  const [own, work] = [appleAccountOf(person), `${appleAccountOf(person)} at work`]
  await subscribeOnPhone(phone, 'Standard')
  await changeAppleAccount(phone, work)
  await subscribeOnPhone(phone, 'Premium')
  await openPass(phone)
  await phone.getByRole('region', { name: 'You pay twice' }).waitFor()
  await openWeb(web, '/account')
  await web.getByRole('status').filter({ hasText: 'You pay twice' }).waitFor()

  await changeAppleAccount(phone, own)
  const sheet = await openManageSheet(phone)
  await sheet.getByRole('button', { name: 'Cancel subscription' }).click()
  await sheet.getByRole('button', { name: 'Resume subscription' }).waitFor()
  await sheet.getByRole('button', { name: 'Done' }).click()
  await phone.getByRole('region', { name: 'You pay twice' }).waitFor({ state: 'detached' })
  await expectBothSay(pocket, { phone: [/^Premium$/, /^Trial$/], web: [/^Premium$/, /^Trial$/, /^Ending$/] })
  expect(await web.getByText('You pay twice').count()).toBe(0)
})

it('a session that ends while the purchase sheet is open costs nothing: signing in again opens what was paid', async () => {
  const pocket = await open()
  const { phone, person } = pocket
  await openTab(phone, 'Subscribe')
  await phone.getByRole('button', { name: 'Subscribe to Standard' }).click()
  await phone.getByRole('button', { name: 'Confirm purchase' }).waitFor()
  await endSession(phone)
  await phone.getByRole('button', { name: 'Confirm purchase' }).click()
  await phone.getByText('Your session has ended. Please sign in again.').waitFor()

  await phone.getByLabel('Email').fill(person.email)
  await phone.getByLabel('Password').fill(person.password)
  await phone.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectBothSay(pocket, active)
  await expectLesson(pocket, 'standard', 'open')
  const { subscriptions } = await readAppStore()
  const own = subscriptions.filter(({ apple_account }) => apple_account === appleAccountOf(person))
  expect(own.map(({ transactions }) => transactions.map((one) => one.is_finished))).toEqual([[true]])
})

/** The phone was signed out from somewhere else, and the token that the phone still holds has run out. */
async function endSession(phone: Page): Promise<void> {
  const stored = await phone.evaluate(() => localStorage.getItem('tandem.session'))
  const session = JSON.parse(stored ?? '{}')
  const admin = createClient(addresses().api, localKeys.secret, { auth: { persistSession: false } })
  const { error } = await admin.auth.admin.signOut(session.accessToken, 'local')
  if (error) throw error
  const expired = JSON.stringify({ ...session, expiresAt: 0 })
  await phone.evaluate((value) => localStorage.setItem('tandem.session', value), expired)
}

it('a refund of which nobody told us is found by reconciliation: web and phone agree with Apple again', async () => {
  const pocket = await open()
  await subscribeOnPhone(pocket.phone, 'Standard')
  await actAtApple('/faults', { drop: 1 })
  await actOnSubscription(appleAccountOf(pocket.person), 'refund')
  await expectBothSay(pocket, active)
  await expectLesson(pocket, 'standard', 'open')

  expect(await reconcile()).toMatchObject({ is_complete: true })
  await expectBothSay(pocket, refunded)
  await expectLesson(pocket, 'standard', 'locked')
})
