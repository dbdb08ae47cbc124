import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import { ruleStorefront } from '../support/journeys/operator.ts'
import { openDeviceSettings, openPass, openTab } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

let pocket: Pocket
let phone: Page
/** Nobody changes anything here but the rules: one subscriber is enough. */
beforeAll(async () => {
  pocket = await openPocket(browser.get())
  phone = pocket.phone
  await subscribeOnWeb(pocket.web, 'standard')
  return () => pocket.close()
})
afterEach(async () => {
  await ruleStorefront('SGP', null)
  await ruleStorefront('USA', null)
})

const app = () => phone.locator('#app')
const linkNames = async () => (await app().getByRole('link').allTextContents()).sort()

async function expectNothingSold(): Promise<void> {
  await openTab(phone, 'Subscribe')
  await phone.getByText('You already subscribe on the web. Manage it where you bought it.').waitFor()
  expect(await phone.getByRole('button', { name: /^Subscribe to/ }).count()).toBe(0)
}

describe('who subscribes on the web sees on the phone that it is managed there', () => {
  it.each([
    ['nothing more, where there is no rule', null, 'Manage it where you bought it.'],
    ['nothing more, where the rule says so', 'nothing', 'Manage it where you bought it.'],
    [
      'with a sentence, where the storefront allows it',
      'mention',
      'You manage it on our website, on your account page.',
    ],
  ] as const)('%s', async (_name, rule, words) => {
    await ruleStorefront('SGP', rule)
    const pass = await openPass(phone)
    await pass.getByText('Standard', { exact: true }).waitFor()
    await app().getByText(words, { exact: true }).waitFor()
    expect(await linkNames()).toEqual([])
    expect(await phone.getByRole('button', { name: 'Manage subscription' }).count()).toBe(0)
    await expectNothingSold()
    expect(await linkNames()).toEqual([])
  })

  it('with a link to the account page, where the storefront allows it, and only there', async () => {
    await ruleStorefront('USA', 'link')
    await openPass(phone)
    await app().getByText('Manage it where you bought it.').waitFor()
    expect(await linkNames()).toEqual([])

    await (await openDeviceSettings(phone)).getByLabel('Storefront').selectOption('United States')
    const link = app().getByRole('link', { name: 'Manage it on the web' })
    await link.waitFor()
    await expectNothingSold()
    await link.waitFor()
    const opened = pocket.context.waitForEvent('page')
    await link.click()
    const account = await opened
    await account.waitForURL(new URL('/account', addresses().web).href)
    await account.getByRole('main').getByText('Active', { exact: true }).waitFor()
    await account.getByRole('button', { name: 'Cancel subscription' }).waitFor()
  })
})
