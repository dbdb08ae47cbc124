import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { appleAccountOf, findAppStoreSubscription } from '../support/journeys/app-store.ts'
import { letFreeWeekPass } from '../support/journeys/clocks.ts'
import { expectBothSay, expectPremiumLesson } from '../support/journeys/expect-access.ts'
import { forgetTrials } from '../support/journeys/operator.ts'
import { confirm, openOffer, openPurchaseSheet } from '../support/journeys/paywall.ts'
import { openManageSheet, openPass, openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb, startTrialOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const freeWeek = '7 days free, then S$15.90 per month'
const noFreeWeek = 'The free days were used already, so it is paid from today.'

let pocket: Pocket
beforeEach(async () => {
  // Cards, not people: the trials on the web all use the same one.
  await forgetTrials()
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

/** What each period of an Apple Account has cost. */
async function readPrices(appleAccount = appleAccountOf(pocket.person)): Promise<number[]> {
  const { transactions } = await findAppStoreSubscription(appleAccount)
  return transactions.map(({ price_milliunits }) => price_milliunits / 1000)
}

/** "28 Nov 2026", however the date is written. */
async function readDay(place: Locator): Promise<string> {
  const [, day, month, year] = /(\d+) (\w{3})\w* (\d{4})/.exec((await place.textContent()) ?? '') ?? []
  return `${day} ${month} ${year}`
}

async function endInAppStore(page: Page): Promise<void> {
  const sheet = await openManageSheet(page)
  await sheet.getByRole('button', { name: 'Cancel subscription' }).click()
  await sheet.getByRole('button', { name: 'Resume subscription' }).waitFor()
  await sheet.getByRole('button', { name: 'Done' }).click()
}

/** The phone promises nothing free, and its sheet says why. */
async function expectNoFreeWeekOnPhone(page: Page): Promise<Locator> {
  await (await openOffer(page, 'Premium')).getByRole('button', { name: 'Subscribe to Premium' }).waitFor()
  expect(await page.getByText('7 days free').count()).toBe(0)
  const sheet = await openPurchaseSheet(page, 'Subscribe to Premium')
  await sheet.getByText(noFreeWeek).waitFor()
  await sheet.getByText('S$15.90 per month', { exact: true }).waitFor()
  return sheet
}

describe('the free week', () => {
  it('begins in the app, ends on the same day in the words of both, and becomes a paid month', async () => {
    const { phone, web } = pocket
    await (await openOffer(phone, 'Premium')).getByText('7 days free, then paid monthly').waitFor()
    const sheet = await openPurchaseSheet(phone, 'Subscribe to Premium')
    await sheet.getByText(freeWeek).waitFor()
    await confirm(sheet)
    await phone.getByText('Welcome to Premium.').waitFor()
    await expectBothSay(pocket, {
      phone: [/^Premium$/, /^Trial$/, /^Free until .+, then it is paid$/],
      web: [/^Premium$/, /^Trial$/, /^Free until .+\. Then S?\$15\.90 is charged\.$/, /Through the App Store/],
    })
    const onPhone = await readDay(phone.getByText(/^Free until/))
    expect(await readDay(web.getByText(/^Free until/))).toBe(onPhone)
    await expectPremiumLesson(pocket, 'open')
    expect(await readPrices()).toEqual([0])

    await letFreeWeekPass()
    await expectBothSay(pocket, {
      phone: [/^Premium$/, /^Active$/, /^Renews on/],
      web: [/^Premium$/, /^Active$/, /^Renews on/],
    })
    expect(await readPrices()).toEqual([0, 15.9])
    await expectPremiumLesson(pocket, 'open')
  })

  it('that is cancelled in the app stays open to its end, costs nothing, and is given by neither store again', async () => {
    const { phone, web } = pocket
    await subscribeOnPhone(phone, 'Premium')
    await endInAppStore(phone)
    await expectBothSay(pocket, {
      phone: [/^Trial$/, /^Free until .+, then it ends$/],
      web: [/^Trial, ending$/, /^The trial ends on .+ and nothing is charged\.$/],
    })
    await expectPremiumLesson(pocket, 'open')

    await letFreeWeekPass()
    await expectBothSay(pocket, { phone: [/^Ended$/], web: [/^Ended$/] })
    await expectPremiumLesson(pocket, 'locked')
    expect(await readPrices()).toEqual([0])

    await openWeb(web, '/pricing')
    await web.getByRole('link', { name: 'Subscribe to Premium' }).waitFor()
    expect(await web.getByText('days free').count()).toBe(0)
    await openWeb(web, '/subscribe/premium')
    await web.getByRole('button', { name: /^Pay S?\$15\.90$/ }).waitFor()
    await expectNoFreeWeekOnPhone(phone)
  })
})

describe('a person who had the free week already', () => {
  it('on the web gets none in the app: it is paid from the first day', async () => {
    const { phone, web } = pocket
    await startTrialOnWeb(web)
    await web.getByRole('heading', { name: 'You are in' }).waitFor()
    await (await openPass(phone)).getByText('Trial').waitFor()
    // While it runs on the web, the phone sells no plan at all.
    await openTab(phone, 'Subscribe')
    await phone.getByRole('region', { name: 'Subscribed on the web' }).getByText('You have Premium').waitFor()
    expect(await phone.getByRole('button', { name: /^Subscribe to/ }).count()).toBe(0)

    await openWeb(web, '/account')
    await web.getByRole('button', { name: 'Cancel subscription' }).click()
    await web.getByRole('button', { name: 'Confirm cancellation' }).click()
    await web.getByRole('main').getByText('Ended', { exact: true }).waitFor()

    await openPass(phone)
    await confirm(await expectNoFreeWeekOnPhone(phone))
    await phone.getByText('Welcome to Premium.').waitFor()
    await expectBothSay(pocket, { phone: [/^Active$/, /^Renews on/], web: [/^Active$/, /Through the App Store/] })
    expect(await readPrices()).toEqual([15.9])
  })

  it('in the app gets none with another Apple Account', async () => {
    await subscribeOnPhone(pocket.phone, 'Premium')
    await endInAppStore(pocket.phone)
    await letFreeWeekPass()
    const appleAccount = `${appleAccountOf(pocket.person)}, the second one`
    const other = await openPocket(browser.get(), { person: pocket.person, appleAccount })
    await confirm(await expectNoFreeWeekOnPhone(other.phone))
    await other.phone.getByText('Welcome to Premium.').waitFor()
    await expectBothSay(other, { phone: [/^Active$/], web: [/^Active$/] })
    expect(await readPrices(appleAccount)).toEqual([15.9])
    await other.close()
  })
})

it('an Apple Account that had its free week gives none to another user: who buys with it pays', async () => {
  const appleAccount = appleAccountOf(pocket.person)
  await subscribeOnPhone(pocket.phone, 'Premium')
  await endInAppStore(pocket.phone)
  await letFreeWeekPass()
  await expectBothSay(pocket, { phone: [/^Ended$/], web: [/^Ended$/] })

  const other = await openPocket(browser.get(), { appleAccount })
  await (await openPass(other.phone)).getByText('No subscription').waitFor()
  await confirm(await expectNoFreeWeekOnPhone(other.phone))
  await other.phone.getByText('Welcome to Premium.').waitFor()
  await expectBothSay(other, { phone: [/^Premium$/, /^Active$/], web: [/^Premium$/, /^Active$/] })
  expect(await readPrices(appleAccount)).toEqual([0, 15.9])
  // Apple goes on with the same subscription; it is the new buyer's from now on.
  await (await openPass(pocket.phone)).getByText('No subscription').waitFor()
  await expectPremiumLesson(pocket, 'locked')
  await other.close()
})
