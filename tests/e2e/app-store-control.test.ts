import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import { appleAccountOf, endTroubleAtApple } from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { openPass, openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { expectAccountSays } from '../support/journeys/web.ts'

const browser = provideBrowser()
const active = { phone: [/^Standard$/, /^Active$/, /^Renews on/], web: [/^Active$/, /^Renews on/] }
const refunded = { phone: [/^Refunded$/], web: [/^Refunded$/] }

let pocket: Pocket
let control: Page
let account: string
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  account = appleAccountOf(pocket.person)
  control = await pocket.context.newPage()
  return () => pocket.close()
})
afterEach(endTroubleAtApple)

/** The page with this one Apple Account on it, which it stays with from here on. */
async function showOwn(): Promise<void> {
  await control.goto(addresses().appStore)
  await control.getByLabel('Show only').fill(account)
  await control.getByRole('button', { name: 'Show', exact: true }).click()
  await control.getByRole('link', { name: 'Show everybody' }).waitFor()
}

const said = (words: string) => control.getByRole('status').getByText(words, { exact: true }).waitFor()

/** A button of the subscription's card, perhaps among those that are folded away, and what the page says afterwards. */
async function press(label: string, done: string, plan = 'Standard'): Promise<void> {
  const button = control.getByRole('button', { name: `${label}: ${plan}, ${account}`, exact: true })
  if (!(await button.isVisible())) await control.getByText(`More for ${plan}, ${account}`).click()
  await button.click()
  await said(done)
}

async function passMonth(): Promise<void> {
  await control.getByRole('button', { name: '+1 month' }).click()
  await said('The clock moved forward.')
}

async function openSettings(): Promise<void> {
  await control.getByText(`Settings and purchases of ${account}`).click()
}

describe('the page of the simulated App Store moves phone and website', () => {
  it('through a failed payment that is made good, a cancellation taken back, and a refund taken back', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await showOwn()
    await press('Fail next renewal', 'The next renewal will fail.')
    await passMonth()
    await expectBothSay(pocket, { phone: [/^Payment failed$/], web: [/^Past due$/] })
    await press('Payment works again', 'The payment works again.')
    await expectBothSay(pocket, active)

    await press('Cancel', 'Canceled: it ends with what is paid.')
    await expectBothSay(pocket, { phone: [/^Ends on/], web: [/^Ending$/] })
    await press('Resume', 'It renews again.')
    await expectBothSay(pocket, active)

    await press('Ask for money back', 'Money back was asked for.')
    await press('Decline refund', 'The refund was declined.')
    await expectBothSay(pocket, active)
    await press('Refund', 'Refunded.')
    await expectBothSay(pocket, refunded)
    await press('Take refund back', 'The refund was taken back.')
    await expectBothSay(pocket, active)
    await expectLesson(pocket, 'standard', 'open')
  })

  it('through a higher price, another plan and an end', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await showOwn()
    await press('Raise price, ask for consent', 'The price was raised; it waits for a yes.')
    await expectBothSay(pocket, { phone: [], web: [/^New price$/] })
    await pocket.phone.getByRole('region', { name: 'The price goes up' }).waitFor()
    await press('Agree to S$19.80', 'The answer to the price was given.')
    await expectBothSay(pocket, { phone: [/^Renews on/], web: [/^Renews on .* for S?\$19\.80\.$/] })

    await press('Change plan', 'The plan was changed.')
    await expectBothSay(pocket, { phone: [/^Premium$/], web: [/^Premium$/] })
    await expectLesson(pocket, 'premium', 'open')
    await press('Expire now', 'Expired.', 'Premium')
    await expectBothSay(pocket, { phone: [/^Ended$/], web: [/^Ended$/] })
    await expectLesson(pocket, 'premium', 'locked')
  })

  it('with a parent’s yes to what a child asks for, and with what is bought outside the app', async () => {
    const { phone } = pocket
    await openTab(phone, 'Subscribe')
    await showOwn()
    await openSettings()
    await control.getByLabel('Asks to buy').last().check()
    await control.getByRole('button', { name: `Save: ${account}` }).click()
    await said('The Apple Account was saved.')

    await phone.getByRole('button', { name: 'Subscribe to Standard' }).click()
    await phone.getByRole('button', { name: 'Confirm purchase' }).click()
    await phone.getByRole('region', { name: 'Waiting for approval' }).waitFor()
    await control.reload()
    await control.getByRole('button', { name: `Approve: Standard, ${account}` }).click()
    await said('Approved.')
    await phone.getByText('Approved: Standard is yours.').waitFor()
    await expectBothSay(pocket, active)

    await openSettings()
    await control.getByRole('combobox', { name: 'Product' }).selectOption('Workshop')
    await control.getByRole('button', { name: `Buy in the App Store: ${account}` }).click()
    await said('Bought in the App Store, outside the app.')
    const own = phone.locator('#app').getByRole('listitem').filter({ hasText: 'The repair workshop' })
    const isShown = async () => {
      await openPass(phone)
      return own.isVisible()
    }
    await expect.poll(isShown, { timeout: 20_000, interval: 500 }).toBe(true)
  })

  it('not with a notification that is lost, and then with the same one sent again', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await showOwn()
    await control.getByLabel('Lost for good').fill('1')
    await control.getByRole('button', { name: 'Save: notifications' }).click()
    await said('Saved what happens to notifications.')
    await press('Refund', 'Refunded.')
    await control.getByRole('cell', { name: 'Lost on the way' }).waitFor()
    await expectBothSay(pocket, active)
    await expectLesson(pocket, 'standard', 'open')

    await control.getByRole('button', { name: /^Send again: REFUND,/ }).click()
    await said('The notification was sent again.')
    expect(await control.getByRole('cell', { name: 'Lost on the way' }).count()).toBe(0)
    await expectAccountSays(pocket.web, 'Refunded')
    await expectBothSay(pocket, refunded)
    await expectLesson(pocket, 'standard', 'locked')
  })

  it('and tries whether the notifications arrive at all', async () => {
    await control.goto(addresses().appStore)
    await control.getByRole('button', { name: 'Send a test notification' }).click()
    await said('A test notification was sent.')
    const newest = control.getByRole('region', { name: 'Log of notifications' }).getByRole('row').nth(1)
    await newest.getByText('TEST', { exact: true }).waitFor()
    await newest.getByText('Delivered (200, first attempt)').waitFor()
  })
})
