import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { actOnSubscription, appleAccountOf, findAppStoreSubscription } from '../support/journeys/app-store.ts'
import { moveAppStoreClock } from '../support/journeys/clocks.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { openManageSheet, openPass, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const patience = { timeout: 30_000, interval: 200 }
const aMonth = { advance_months: 1, advance_seconds: 3600 }
const active = { phone: [/^Standard$/, /^Active$/, /^Renews on/], web: [/^Active$/, /^Renews on/] }
const ending = { phone: [/^Active$/, /^Ends on/], web: [/^Ending$/, /You keep access until then/] }
const ended = { phone: [/^Ended$/, /^Ended on/], web: [/^Ended$/, /^Ended on/] }

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

const act = (action: Parameters<typeof actOnSubscription>[1]) =>
  actOnSubscription(appleAccountOf(pocket.person), action)

/** One step on Apple's page, until the page says what came of it. */
async function manage(step: string, next: string): Promise<void> {
  const sheet = await openManageSheet(pocket.phone)
  await sheet.getByRole('button', { name: step }).click()
  await sheet.getByRole('button', { name: next }).waitFor()
  await sheet.getByRole('button', { name: 'Done' }).click()
}

const newPrice = (page: Page) => page.getByRole('region', { name: 'The price goes up' })

describe('somebody who subscribed on the phone', () => {
  it('cancels on Apple’s page, thinks again and goes on: both say each, and the lesson stays open', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await manage('Cancel subscription', 'Resume subscription')
    await expectBothSay(pocket, ending)
    await expectLesson(pocket, 'standard', 'open')
    await manage('Resume subscription', 'Cancel subscription')
    await expectBothSay(pocket, active)

    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, active)
    await expectLesson(pocket, 'standard', 'open')
  })

  it('is asked for more, agrees, and pays it from the next month: both say the new price', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await act('raise-price')
    await openPass(pocket.phone)
    await newPrice(pocket.phone)
      .getByText(/Standard costs S\$19\.80 per month\. If you do not agree/)
      .waitFor()
    await openWeb(pocket.web, '/account')
    await pocket.web.getByText(/^From .* it costs S?\$19\.80\. If you do not agree in the App Store/).waitFor()

    await newPrice(pocket.phone).getByRole('button', { name: 'Review the new price' }).click()
    await pocket.phone.getByRole('button', { name: 'Agree to the new price' }).click()
    await pocket.phone.getByRole('region', { name: 'A new price' }).waitFor({ state: 'detached' })
    await pocket.phone.getByRole('button', { name: 'Done' }).click()
    await newPrice(pocket.phone).waitFor({ state: 'detached' })
    await expectBothSay(pocket, { phone: [/^Renews on/], web: [/^Active$/, /^Renews on .* for S?\$19\.80\.$/] })

    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, { phone: [/^Renews on/], web: [/^Active$/, /^S?\$19\.80 a month$/] })
    const { transactions } = await findAppStoreSubscription(appleAccountOf(pocket.person))
    expect(transactions.map(({ price_milliunits }) => price_milliunits)).toEqual([9900, 19_800])
  })

  it.each([
    ['says no', () => manage('Do not agree', 'Resume subscription'), ending],
    [
      'does not answer',
      async () => {},
      { phone: [/^Active$/], web: [/^New price$/, /If you do not agree in the App Store, it ends on that day/] },
    ],
  ])('is asked for more and %s: it ends with what was paid, on both', async (_name, answer, until) => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await act('raise-price')
    await answer()
    await expectBothSay(pocket, until)
    await expectLesson(pocket, 'standard', 'open')

    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, ended)
    await expectLesson(pocket, 'standard', 'locked')
  })

  it('is given a month by Apple: both say the later date', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    const pass = await openPass(pocket.phone)
    const before = await readDate(pass.getByText(/^Renews on/).textContent())
    await act('extend-renewal')
    await expect
      .poll(async () => readDate((await openPass(pocket.phone)).getByText(/^Renews on/).textContent()), patience)
      .toBe(before + 30 * 86_400_000)
    await openWeb(pocket.web, '/account')
    const onWeb = await pocket.web.getByText(/^Renews on .* for/).textContent()
    expect(await readDate(onWeb)).toBe(before + 30 * 86_400_000)
  })
})

/** The day that a sentence names, as milliseconds. */
async function readDate(sentence: string | null | Promise<string | null>): Promise<number> {
  const [day] = /\d+ \w+ \d{4}/.exec((await sentence) ?? '') ?? ['']
  return Date.parse(`${day} UTC`)
}
