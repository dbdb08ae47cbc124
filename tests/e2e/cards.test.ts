import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createPerson, type Person } from '../support/journeys/people.ts'
import { subscriptionsOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, payByCard, signInOnWeb } from '../support/journeys/web.ts'

let browser: Browser
let page: Page
let person: Person

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  person = await createPerson()
  page = await browser.newPage()
  await signInOnWeb(page, person)
  return () => page.close()
})

describe('a card that asks for authentication', () => {
  it('pays once the person has authenticated', async () => {
    await payByCard(page, 'premium', cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
  })

  it('can be tried again on the same page after the authentication failed', async () => {
    await payByCard(page, 'premium', cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Fail authentication' }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: /authenticat/i })
      .waitFor()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(await subscriptionsOf(person)).toHaveLength(1)
  })
})

describe('a declined card', () => {
  it('says so, and is corrected on the same page without a second subscription', async () => {
    await payByCard(page, 'premium', cards.declined)
    await page
      .getByRole('alert')
      .filter({ hasText: /insufficient funds|declined/i })
      .waitFor()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
  })
})
