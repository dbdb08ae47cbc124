import { beforeEach, describe, expect, it } from 'vitest'
import { actAtApple, appleAccountOf, askStoreKit, readAppStore } from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { letBegunPurchasesLapse } from '../support/journeys/operator.ts'
import { confirm, openOffer, openPurchaseSheet } from '../support/journeys/paywall.ts'
import { openPass, openTab } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { subscriptionsOf } from '../support/journeys/stripe-account.ts'
import { cards, fillCard, openWeb, payByCard, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const underWay = 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.'

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

async function expectNothingBoughtAtApple(): Promise<void> {
  const { subscriptions } = await readAppStore()
  expect(subscriptions.filter((one) => one.apple_account === appleAccountOf(pocket.person))).toEqual([])
}

describe('while the web is paying', () => {
  it('the phone sells no plan; when it is paid, the phone says where it is managed, and sells none any more', async () => {
    const { phone, web } = pocket
    await (await openOffer(phone, 'Premium')).getByRole('button', { name: 'Subscribe to Premium' }).waitFor()
    await payByCard(web, 'standard', cards.asksForAuthentication)
    await web.getByRole('button', { name: 'Complete authentication' }).waitFor()

    for (const plan of ['Premium', 'Standard']) {
      await openTab(phone, 'Subscribe')
      await phone.getByRole('button', { name: `Subscribe to ${plan}` }).click()
      await phone.getByText(underWay).waitFor()
    }
    expect(await phone.getByRole('button', { name: 'Confirm purchase' }).count()).toBe(0)

    await web.getByRole('button', { name: 'Complete authentication' }).click()
    await web.getByRole('heading', { name: 'You are in' }).waitFor()
    await expectBothSay(pocket, { phone: [/^Standard$/, /^Active$/], web: [/^Standard$/, /^Active$/, /by card/] })
    await phone.getByText('On the web', { exact: true }).waitFor()
    expect(await phone.getByRole('button', { name: 'Manage subscription' }).count()).toBe(0)
    await openTab(phone, 'Subscribe')
    const managed = phone.getByRole('region', { name: 'Subscribed on the web' })
    await managed.getByText('You have Standard').waitFor()
    expect(await phone.getByRole('button', { name: /^Subscribe to/ }).count()).toBe(0)
    await expectLesson(pocket, 'standard', 'open')
    await expectNothingBoughtAtApple()
  })
})

describe('while the phone is paying', () => {
  it('the web shows no card form, and afterwards says where it was bought', async () => {
    const { phone, web } = pocket
    const sheet = await openPurchaseSheet(phone, 'Subscribe to Standard')
    await openWeb(web, '/subscribe/premium')
    await web.getByRole('heading', { name: 'A purchase is under way on your phone' }).waitFor()
    expect(await web.getByLabel('Card number').count()).toBe(0)

    await confirm(sheet)
    await phone.getByText('Welcome to Standard.').waitFor()
    await web.getByRole('button', { name: 'Try again' }).click()
    await web.getByRole('heading', { name: 'You already subscribe through the App Store' }).waitFor()
    expect(await web.getByLabel('Card number').count()).toBe(0)
  })

  it('a card form of before charges nothing, whether the phone’s sheet is open or confirmed', async () => {
    const { person, phone, web } = pocket
    await openWeb(web, '/subscribe/standard')
    await fillCard(web, cards.good)
    const sheet = await openPurchaseSheet(phone, 'Subscribe to Standard')
    const pay = web.getByRole('button', { name: /^Pay/ })
    await pay.click()
    await web.getByRole('heading', { name: 'A purchase is under way on your phone' }).waitFor()

    await sheet.getByRole('button', { name: 'Cancel' }).click()
    await web.getByRole('button', { name: 'Try again' }).click()
    await fillCard(web, cards.good)
    await confirm(await openPurchaseSheet(phone, 'Subscribe to Standard'))
    await phone.getByText('Welcome to Standard.').waitFor()
    await pay.click()
    await web.getByRole('heading', { name: 'You already subscribe through the App Store' }).waitFor()
    expect(await subscriptionsOf(person)).toEqual([])
    await openPass(phone)
    expect(await phone.getByRole('region', { name: 'You pay twice' }).count()).toBe(0)
  })
})

it('what a parent approves long after the web has sold it is paid twice: both say so, and where to cancel', async () => {
  const { person, phone, web } = pocket
  const appleAccount = appleAccountOf(person)
  await askStoreKit(`/account?apple_account=${encodeURIComponent(appleAccount)}`, { asks_to_buy: true }, 'PUT')
  await confirm(await openPurchaseSheet(phone, 'Subscribe to Standard'))
  await phone.getByText('Your request is on its way').waitFor()
  await letBegunPurchasesLapse(person)
  await subscribeOnWeb(web, 'premium')

  await actAtApple('/accounts/ask-to-buy', { apple_account: appleAccount, approve: true })
  await phone.getByText('Approved: Standard is yours.').waitFor()
  await openPass(phone)
  const advice = 'Cancel this one on your iPhone: Settings, your name, Subscriptions.'
  await phone.getByRole('region', { name: 'You pay twice' }).getByText(advice).waitFor()
  await openWeb(web, '/account')
  await web.getByRole('status').filter({ hasText: 'You pay twice' }).getByText(advice).waitFor()
})
