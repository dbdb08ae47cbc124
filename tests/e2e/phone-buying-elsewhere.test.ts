import { beforeEach, describe, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import {
  actAtApple,
  appleAccountOf,
  askStoreKit,
  findAppStoreSubscription,
  settleAppStore,
} from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket, standardByAppStore } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

const account = () => appleAccountOf(pocket.person)

describe('what is bought outside the app', () => {
  /** Apple hears from our server whose purchase it is. */
  async function expectKnownToApple(): Promise<void> {
    const readToken = async () => (await findAppStoreSubscription(account())).app_account_token
    await expect.poll(readToken, { timeout: 30_000 }).toBe(pocket.person.id)
    await settleAppStore()
    await expectBothSay(pocket, { phone: [/^Premium$/], web: [/^Premium$/] })
  }

  it('with an offer code is bound to who opens the app: both say it, Apple is told, and the web sells nothing more', async () => {
    await pocket.phone.goto('about:blank')
    await askStoreKit('/redeem-offer-code', { apple_account: account(), code: 'RIDEAPPLE' })
    await settleAppStore()
    await openWeb(pocket.web, '/account')
    await pocket.web.getByText('You have no subscription yet').waitFor()

    await pocket.phone.goto(addresses().phone)
    await expectBothSay(pocket, {
      phone: [/^Premium$/, /^Trial$/, /^Free until/],
      web: [/^Premium$/, /^Trial$/, /Through the App Store/],
    })
    await expectLesson(pocket, 'premium', 'open')
    await expectKnownToApple()
    await openWeb(pocket.web, '/subscribe/standard')
    await pocket.web.getByText('You already subscribe through the App Store').first().waitFor()
  })

  it('on our page in the App Store opens by itself in the app that is open, and on the web', async () => {
    const { phone } = pocket
    await phone.getByText('No subscription').waitFor()
    await actAtApple('/outside-purchase', {
      apple_account: account(),
      product_id: 'com.example.tandem.premium.monthly',
    })
    await phone.getByRole('region', { name: 'Your subscription' }).getByText('Premium').waitFor()
    await expectLesson(pocket, 'premium', 'open')
    await expectKnownToApple()
  })
})

describe('another phone', () => {
  it('of the same person restores what was bought on the first: both go on as before', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    const second = await openPocket(browser.get(), { person: pocket.person })
    await openTab(second.phone, 'Subscribe')
    await second.phone.getByRole('button', { name: 'Restore purchases' }).click()
    await second.phone.getByText('Your purchase is restored.').waitFor()
    await expectBothSay(second, standardByAppStore)
    await expectLesson(second, 'standard', 'open')
    await expectBothSay(pocket, standardByAppStore)
    await second.close()
  })

  it('with the same Apple Account and another user restores nothing while the first one has the use of it', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    const guest = await openPocket(browser.get(), { appleAccount: account() })
    await guest.phone.getByText('No subscription').waitFor()
    await guest.phone.getByRole('button', { name: 'Restore purchases' }).click()
    await guest.phone.getByText(/belongs to another/).waitFor()
    await expectBothSay(guest, { phone: [/^No subscription$/], web: [/^You have no subscription yet$/] })
    await expectBothSay(pocket, standardByAppStore)
    await guest.close()
  })
})
