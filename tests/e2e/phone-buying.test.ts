import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  actAtApple,
  appleAccountOf,
  endTroubleAtApple,
  findAppStoreSubscription,
  readAppStore,
} from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { confirm, openPurchaseSheet } from '../support/journeys/paywall.ts'
import { openDeviceSettings, openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket, standardByAppStore } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})
afterEach(endTroubleAtApple)

const account = () => appleAccountOf(pocket.person)

describe('a purchase that a parent has to approve', () => {
  const waiting = (page: Page) => page.getByRole('region', { name: 'Waiting for approval' })
  const answer = (approve: boolean) => actAtApple('/accounts/ask-to-buy', { apple_account: account(), approve })

  async function ask(): Promise<void> {
    const settings = await openDeviceSettings(pocket.phone)
    const saved = pocket.phone.waitForResponse((response) => response.request().method() === 'PUT')
    await settings.getByLabel('Ask to Buy').check()
    await saved
    await confirm(await openPurchaseSheet(pocket.phone, 'Subscribe to Standard'))
    await pocket.phone.getByText('Your request is on its way: Standard waits for approval.').waitFor()
  }

  it('opens nothing while it waits, and both by itself when it is approved', async () => {
    const { phone, web } = pocket
    await ask()
    await waiting(phone).getByText('Standard opens here by itself').waitFor()
    await expectLesson(pocket, 'standard', 'locked')
    // What may be bought any moment is not sold on the web as well.
    await openWeb(web, '/subscribe/standard')
    await web.getByRole('heading', { name: 'A purchase is under way on your phone' }).waitFor()

    await openTab(phone, 'Home')
    await answer(true)
    await phone.getByText('Approved: Standard is yours.').waitFor()
    await waiting(phone).waitFor({ state: 'detached' })
    await expectBothSay(pocket, standardByAppStore)
    await expectLesson(pocket, 'standard', 'open')
    expect((await findAppStoreSubscription(account())).app_account_token).toBe(pocket.person.id)
  })

  it('that is declined costs nothing and opens nothing, and may be asked for again', async () => {
    const { phone } = pocket
    await ask()
    await answer(false)
    await waiting(phone).getByRole('button', { name: 'Do not wait' }).click()
    await expectBothSay(pocket, { phone: [/^No subscription$/], web: [/^You have no subscription yet$/] })
    await expectLesson(pocket, 'standard', 'locked')
    expect((await readAppStore()).subscriptions.filter((one) => one.apple_account === account())).toEqual([])

    await confirm(await openPurchaseSheet(phone, 'Subscribe to Standard'))
    await waiting(phone).waitFor()
    await answer(true)
    await phone.getByText('Approved: Standard is yours.').waitFor()
    await expectBothSay(pocket, standardByAppStore)
  })
})

describe('a purchase of which our server hears late', () => {
  it('is safe while our server does not answer, and opens on both by itself afterwards', async () => {
    const { phone } = pocket
    const handIn = '**/functions/v1/app-store-transactions'
    await actAtApple('/faults', { drop: 1_000 })
    await phone.route(handIn, (route) => route.fulfill({ status: 503, json: { code: 'internal', message: 'Down.' } }))
    await confirm(await openPurchaseSheet(phone, 'Subscribe to Standard'))
    await phone.getByText('Your purchase is safe. It will be unlocked as soon as our server answers.').waitFor()
    await phone.getByText('No subscription').waitFor()
    await expectLesson(pocket, 'standard', 'locked')

    await openTab(phone, 'Home')
    await phone.getByText('No subscription').waitFor()
    await phone.unroute(handIn)
    await phone.getByRole('region', { name: 'Your subscription' }).getByText('Renews on').waitFor()
    await expectBothSay(pocket, standardByAppStore)
    await expectLesson(pocket, 'standard', 'open')
    const [period] = (await findAppStoreSubscription(account())).transactions
    expect(period).toMatchObject({ is_finished: true })
  })

  it('is opened at the next start, when the phone was put away meanwhile', async () => {
    const { phone } = pocket
    await actAtApple('/faults', { drop: 1_000 })
    await phone.route('**/functions/v1/app-store-transactions', (route) => route.abort())
    await confirm(await openPurchaseSheet(phone, 'Subscribe to Standard'))
    await phone.getByText('Your purchase is safe.').waitFor()
    await pocket.close()
    pocket = await openPocket(browser.get(), { person: pocket.person })
    await expectBothSay(pocket, standardByAppStore)
  })
})

describe('somebody in a hurry', () => {
  const boughtBy = async (appleAccount: string) =>
    (await readAppStore()).subscriptions.filter((one) => one.apple_account === appleAccount)

  it('who taps twice buys once, and both say so', async () => {
    const { phone, web } = pocket
    await openTab(phone, 'Subscribe')
    await phone.getByRole('button', { name: 'Subscribe to Standard' }).dblclick()
    await phone.getByRole('button', { name: 'Confirm purchase' }).dblclick()
    await phone.getByText('Welcome to Standard.').waitFor()
    await expectBothSay(pocket, standardByAppStore)
    expect(await web.getByRole('region', { name: 'Standard' }).count()).toBe(1)
    expect((await boughtBy(account())).map(({ transactions }) => transactions.length)).toEqual([1])
  })

  it('whose second phone, with an Apple Account of its own, still shows the paywall of before, buys nothing there', async () => {
    const appleAccount = `${account()}, the second one`
    const second = await openPocket(browser.get(), { person: pocket.person, appleAccount })
    await openTab(second.phone, 'Subscribe')
    await second.phone.getByRole('button', { name: 'Subscribe to Standard' }).waitFor()
    await subscribeOnPhone(pocket.phone, 'Standard')
    await second.phone.getByRole('button', { name: 'Subscribe to Standard' }).click()
    await second.phone.getByText('You already have a subscription.').waitFor()
    expect(await second.phone.getByRole('button', { name: 'Confirm purchase' }).count()).toBe(0)
    expect(await boughtBy(appleAccount)).toEqual([])
    await second.close()
  })
})
