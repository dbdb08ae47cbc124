import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { readRights, signIn } from '../support/journeys/people.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { actAtStripe, customerOf, endTroubleAtStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, payByCard } from '../support/journeys/web.ts'

const browser = provideBrowser()
const renewal = { advance_months: 1, advance_seconds: 2 * 3600 }

async function subscribeWith(page: Page, card: string): Promise<void> {
  await payByCard(page, 'standard', card)
  await page.getByRole('heading', { name: 'You are in' }).waitFor()
}

describe.each(sizes)('on $size, a renewal that fails', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(endTroubleAtStripe)

  it('keeps access for the grace period, and is settled with another card that becomes the default', async () => {
    const { page, person } = visitor
    await subscribeWith(page, cards.failsLater)
    await moveStripeClock(renewal)
    expect((await subscriptionOf(person)).status).toBe('past_due')
    await openWeb(page, '/account')
    await page.getByText(/^A payment failed/).waitFor()
    await page.getByRole('link', { name: 'Pay now' }).first().click()
    await page.getByLabel('Another card').check()
    await enterCard(page, cards.other)
    await page.getByRole('heading', { name: 'Paid' }).waitFor()

    const subscription = await subscriptionOf(person)
    expect(subscription.status).toBe('active')
    expect(subscription.default_payment_method).toBe((await customerOf(person)).invoice_settings.default_payment_method)
    await openWeb(page, '/account')
    await page.getByRole('main').getByText('Active', { exact: true }).waitFor()
    await page.getByText(/4444/).first().waitFor()
    expect(await page.getByText(/^A payment failed/).count()).toBe(0)
  })

  it('for which the bank asks is finished by confirming, from a link in a mail, after signing in', async () => {
    const { page, person, context } = visitor
    await payByCard(page, 'standard', cards.asksAlways)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await moveStripeClock(renewal)
    expect((await subscriptionOf(person)).status).toBe('past_due')

    await context.clearCookies()
    await openWeb(page, '/pay')
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Confirm with your bank' }).click()
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByRole('heading', { name: 'Paid' }).waitFor()
    expect((await subscriptionOf(person)).status).toBe('active')
  })

  it('again with a saved card says so, and the page stays', async () => {
    const { page } = visitor
    await subscribeWith(page, cards.failsLater)
    await moveStripeClock(renewal)
    await openWeb(page, '/pay')
    await page.getByRole('radio', { name: /0341/ }).check()
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: /declined/i })
      .waitFor()
    await page.getByLabel('Another card').check()
    await page.getByLabel('Card number').waitFor()
  })

  it('to the last ends the subscription, and access with it', async () => {
    const { page, person } = visitor
    await subscribeWith(page, cards.failsLater)
    await moveStripeClock(renewal)
    await moveStripeClock({ advance_seconds: 40 * 86_400 })
    expect((await subscriptionOf(person)).status).toBe('canceled')
    await openWeb(page, '/account')
    await page.getByRole('main').getByText('Ended', { exact: true }).waitFor()
    const rights = await readRights(await signIn(person))
    expect(rights.filter(({ access_ends_at }) => new Date(access_ends_at ?? 0) > new Date())).toEqual([])
  })

  it('to the last leaves it unpaid where the account is set so, and paying brings it back', async () => {
    const { page, person } = visitor
    await actAtStripe('/settings', { after_last_retry: 'unpaid' })
    await subscribeWith(page, cards.failsLater)
    await moveStripeClock(renewal)
    await moveStripeClock({ advance_seconds: 26 * 86_400 })
    expect((await subscriptionOf(person)).status).toBe('unpaid')
    await openWeb(page, '/lessons/starting-on-a-hill')
    expect(await page.getByText(/both feet down on the uphill side/).count()).toBe(0)
    await openWeb(page, '/pay')
    await page.getByLabel('Another card').check()
    await enterCard(page, cards.other)
    await page.getByRole('heading', { name: 'Paid' }).waitFor()
    expect((await subscriptionOf(person)).status).toBe('active')
  })
})

it('nothing to pay is said so', async () => {
  const { page, context } = await openVisitor(browser.get(), { width: 1280, height: 800 })
  await openWeb(page, '/pay')
  await page.getByRole('heading', { name: 'Nothing to pay' }).waitFor()
  await context.close()
})
