import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { appleAccountOf, findAppStoreSubscription } from '../support/journeys/app-store.ts'
import { letFreeWeekPass, moveAppStoreClock } from '../support/journeys/clocks.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { buyOnPhone, confirm, openOffer, openPurchaseSheet } from '../support/journeys/paywall.ts'
import { openManageSheet, openPass, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const aMonth = { advance_months: 1, advance_seconds: 60 }

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

const change = (page: Page) => page.getByRole('region', { name: 'Your plan changes' })

/** One step on Apple's page, until the page says what came of it. */
async function manage(step: string, next: string): Promise<void> {
  const sheet = await openManageSheet(pocket.phone)
  await sheet.getByRole('button', { name: step }).click()
  await sheet.getByRole('button', { name: next }).waitFor()
  await sheet.getByRole('button', { name: 'Done' }).click()
}

async function expectOneCard(plan: string): Promise<void> {
  await openWeb(pocket.web, '/account')
  await pocket.web.getByRole('region', { name: plan }).waitFor()
  expect(await pocket.web.getByText('Through the App Store').count()).toBe(1)
}

/** The plans of an Apple Account's periods, the oldest first, with what became of the first. */
async function readPeriods() {
  const { transactions } = await findAppStoreSubscription(appleAccountOf(pocket.person))
  return transactions.map(({ product_id, is_upgraded }) => [product_id.split('.').at(-2), is_upgraded])
}

describe('a higher plan', () => {
  it('begins at once, in the place of the lower one, and Apple gives back what is left of that', async () => {
    const { phone } = pocket
    await subscribeOnPhone(phone, 'Standard')
    await expectLesson(pocket, 'premium', 'locked')
    await (await openOffer(phone, 'Standard')).getByText('Your plan').waitFor()
    await buyOnPhone(phone, 'Subscribe to Premium', 'Welcome to Premium.')
    await expectLesson(pocket, 'premium', 'open')
    expect(await readPeriods()).toEqual([
      ['standard', true],
      ['premium', false],
    ])
    await expectOneCard('Premium')

    // The free week was never used: it comes first.
    await letFreeWeekPass()
    await expectBothSay(pocket, {
      phone: [/^Premium$/, /^Active$/, /^Renews on/],
      web: [/^Premium$/, /^Active$/, /^Renews on/],
    })
    await expectOneCard('Premium')
  })

  it('is chosen on Apple’s page as well, and our server hears of it', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await manage('Change to Premium', 'Change to Standard')
    await (await openPass(pocket.phone)).getByText('Premium').waitFor()
    await expectOneCard('Premium')
    await expectLesson(pocket, 'premium', 'open')
  })
})

describe('a lower plan', () => {
  beforeEach(async () => {
    await subscribeOnPhone(pocket.phone, 'Premium')
    await letFreeWeekPass()
  })

  it('begins when the paid month ends: until then both say the day and keep the higher one open', async () => {
    const { phone } = pocket
    await openPass(phone)
    const sheet = await openPurchaseSheet(phone, 'Subscribe to Standard')
    await confirm(sheet)
    await phone.getByText(/^You change to Standard on/).waitFor()
    await openPass(phone)
    await change(phone)
      .getByText(/^Changes to Standard on/)
      .waitFor()
    await expectBothSay(pocket, {
      phone: [/^Premium$/, /^Active$/],
      web: [/^Premium$/, /^Changes to Standard on .+\.$/],
    })
    await expectLesson(pocket, 'premium', 'open')

    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, {
      phone: [/^Standard$/, /^Active$/, /^Renews on/],
      web: [/^Standard$/, /^Active$/, /^Renews on/],
    })
    expect(await change(phone).count()).toBe(0)
    await expectLesson(pocket, 'premium', 'locked')
    await expectLesson(pocket, 'standard', 'open')
  })

  it('that is taken back in time never begins', async () => {
    const { phone, web } = pocket
    await manage('Change to Standard', 'Keep Premium')
    await change(phone).waitFor()
    await expectBothSay(pocket, { phone: [/^Active$/], web: [/^Changes to Standard on/] })
    await manage('Keep Premium', 'Change to Standard')
    await change(phone).waitFor({ state: 'detached' })
    await expectBothSay(pocket, { phone: [/^Premium$/, /^Renews on/], web: [/^Premium$/, /^Renews on/] })
    expect(await web.getByText(/^Changes to Standard/).count()).toBe(0)

    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, { phone: [/^Premium$/, /^Renews on/], web: [/^Premium$/, /^Renews on/] })
    await expectLesson(pocket, 'premium', 'open')
  })
})
