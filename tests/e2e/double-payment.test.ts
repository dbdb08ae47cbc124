import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { addresses } from '../support/journeys/addresses.ts'
import { type Couple, openCouple } from '../support/journeys/couple.ts'
import { openPass, openTab } from '../support/journeys/phone.ts'
import { cards, openWeb, payByCard, subscribeOnWeb } from '../support/journeys/web.ts'

let browser: Browser
let couple: Couple
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  couple = await openCouple(browser)
  return () => couple.close()
})

const inAppStore = 'Cancel this one on your iPhone: Settings, your name, Subscriptions.'
const onWebsite = 'Cancel this one on the website, on your account page.'
const underWay = 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.'

/** As an app would that does not ask our server: nothing stands between the person and Apple. */
async function buyBehindOurBack(plan: string): Promise<void> {
  const response = await fetch(`${addresses().appStore}/storekit/purchase`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apple_account: `Apple Account of ${couple.person.email}`,
      product_id: `com.example.tandem.${plan}.monthly`,
      app_account_token: couple.person.id,
    }),
  })
  expect(response.status).toBe(200)
}

const webAlert = () => couple.web.getByRole('status').filter({ hasText: 'You pay twice' })
const phoneCard = () => couple.phone.getByRole('region', { name: 'You pay twice' })

/** Opens the page until the store's notification has got through. */
async function openAccountUntil(expected: 'warned' | 'not warned'): Promise<void> {
  const open = async () => {
    await openWeb(couple.web, '/account')
    await couple.web.getByRole('heading', { name: 'Your account' }).waitFor()
    return webAlert().count()
  }
  await expect.poll(open, { timeout: 30_000, interval: 500 }).toBe(expected === 'warned' ? 1 : 0)
}

const linesOf = async (place: Locator) => (await place.getByRole('listitem').allTextContents()).map(withoutDate)
const withoutDate = (line: string) => line.replace(/until \d+ \w+ \d{4}/, 'until DATE')
const findFaults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)

describe('a person who subscribed on the web and all the same bought in the App Store', () => {
  it('is told on both to cancel the one in the App Store, and no more once that is done', async () => {
    await subscribeOnWeb(couple.web, 'premium')
    await buyBehindOurBack('standard')

    await openAccountUntil('warned')
    expect(await linesOf(webAlert())).toEqual([
      'Premium, paid on this website until DATE. Keep this one.',
      `Standard, paid through the App Store until DATE. ${inAppStore}`,
    ])
    const there = webAlert().getByRole('link', { name: 'through the App Store' })
    expect(await there.getAttribute('href')).toBe('https://apps.apple.com/account/subscriptions')
    expect(await findFaults(couple.web)).toEqual([])

    await openPass(couple.phone)
    await phoneCard().waitFor()
    expect(await linesOf(phoneCard())).toEqual([
      'Premium, paid on the web until DATE. Keep this one.',
      `Standard, paid through the App Store until DATE. ${inAppStore}`,
    ])
    expect(await findFaults(couple.phone)).toEqual([])

    await couple.phone.getByRole('button', { name: 'Manage subscription' }).click()
    await couple.phone.getByRole('button', { name: 'Cancel subscription' }).click()
    await couple.phone.getByRole('button', { name: 'Resume subscription' }).waitFor()
    await couple.phone.getByRole('button', { name: 'Done' }).click()
    await phoneCard().waitFor({ state: 'detached' })
    await openAccountUntil('not warned')
  })

  it('is told on both to cancel the one on the web, when that is the smaller', async () => {
    await subscribeOnWeb(couple.web, 'standard')
    await buyBehindOurBack('premium')

    await openAccountUntil('warned')
    expect(await linesOf(webAlert())).toEqual([
      'Premium, paid through the App Store until DATE. Keep this one.',
      `Standard, paid on this website until DATE. ${onWebsite}`,
    ])
    await openPass(couple.phone)
    await phoneCard().getByText(onWebsite).waitFor()

    await webAlert().getByRole('link', { name: 'on this website' }).click()
    const card = couple.web.getByRole('region', { name: 'Standard' })
    expect(new URL(couple.web.url()).hash).toBe(`#${await card.getByRole('heading').getAttribute('id')}`)
    await card.getByRole('button', { name: 'Cancel subscription' }).click()
    await couple.web.getByRole('button', { name: 'Confirm cancellation' }).click()
    await webAlert().waitFor({ state: 'detached' })
    await openPass(couple.phone)
    await phoneCard().waitFor({ state: 'detached' })
  })

  it('finds on the account page why there is access', async () => {
    await subscribeOnWeb(couple.web, 'premium')
    await openWeb(couple.web, '/account')
    await couple.web.getByText('Why do I have access?').click()
    const source = couple.web.getByRole('listitem').filter({ hasText: 'Stripe subscription sub_' })
    await source.getByText(/^Counts until \d{4}-\d\d-\d\d \d\d:\d\d UTC/).waitFor()
    await source.getByText(/^Decided by/).waitFor()
    expect(await findFaults(couple.web)).toEqual([])
  })
})

describe('one purchase at a time', () => {
  it('the phone opens no purchase sheet while a payment was begun on the web', async () => {
    await payByCard(couple.web, 'premium', cards.asksForAuthentication)
    await couple.web.getByRole('button', { name: 'Complete authentication' }).waitFor()
    await openTab(couple.phone, 'Subscribe')
    await couple.phone.getByRole('button', { name: 'Subscribe to Premium' }).click()
    await couple.phone.getByText(underWay).waitFor()
    expect(await couple.phone.getByRole('button', { name: 'Confirm purchase' }).count()).toBe(0)
  })

  it('the web sells nothing while the phone’s purchase sheet is open, and sells again after Cancel', async () => {
    await openTab(couple.phone, 'Subscribe')
    await couple.phone.getByRole('button', { name: 'Subscribe to Premium' }).click()
    await couple.phone.getByRole('button', { name: 'Confirm purchase' }).waitFor()

    await openWeb(couple.web, '/subscribe/premium')
    const refusal = couple.web.getByRole('alert')
    await refusal.getByRole('heading', { name: 'A purchase is under way on your phone' }).waitFor()
    await refusal.getByText(underWay).waitFor()
    expect(await couple.web.getByLabel('Card number').count()).toBe(0)
    expect(await findFaults(couple.web)).toEqual([])

    const ended = couple.phone.waitForResponse((response) => response.url().endsWith('/rpc/end_app_store_purchase'))
    await couple.phone.getByRole('button', { name: 'Cancel', exact: true }).click()
    expect((await ended).ok()).toBe(true)
    await couple.web.getByRole('button', { name: 'Try again' }).click()
    await couple.web.getByLabel('Card number').waitFor()
  })
})
