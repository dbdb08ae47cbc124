import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import { changeSettings, forgetTrials } from '../support/journeys/operator.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { customerOf, openStripe, subscriptionOf, subscriptionsOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const isAtStripe = (url: URL) => url.origin === new URL(addresses().stripe).origin

/** From the plan's page to Stripe's own. */
async function goToCheckout(page: Page, plan: string): Promise<void> {
  await openWeb(page, `/subscribe/${plan}`)
  await page.getByRole('button', { name: /Stripe’s (payment )?page$/ }).click()
  await page.waitForURL((url) => isAtStripe(url) && url.pathname.startsWith('/checkout/'))
}

async function goToPortal(page: Page): Promise<void> {
  await openWeb(page, '/account')
  await page.getByRole('button', { name: 'Open Stripe’s billing portal' }).click()
  await page.getByRole('heading', { name: 'Billing' }).waitFor()
}

/** What is done at Stripe's pages comes by webhook: the page is loaded again until it says so. */
async function expectSoon(page: Page, words: RegExp): Promise<void> {
  const text = async () => {
    await page.reload()
    return page.getByRole('main').textContent()
  }
  await expect.poll(text, { timeout: 20_000 }).toMatch(words)
}

describe.each(sizes)('on $size, Stripe’s payment page', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    await changeSettings({ web_checkout: 'hosted' })
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(() => changeSettings({ web_checkout: 'elements' }))

  it('takes the payment, and leads back to the lessons', async () => {
    const { page, person } = visitor
    await goToCheckout(page, 'standard')
    await page.getByRole('heading', { name: /^Subscribe to .*Standard$/ }).waitFor()
    await enterCard(page, cards.declined, /^Subscribe$/)
    await page.getByText(/insufficient funds/i).waitFor()
    await enterCard(page, cards.good, /^Subscribe$/)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/subscribe/return')
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
    await openWeb(page, '/lessons/starting-on-a-hill')
    await page.getByText(/both feet down on the uphill side/).waitFor()
  })

  it('begins a trial after the bank has asked', async () => {
    const { page, person } = visitor
    await goToCheckout(page, 'premium')
    await page.getByText(/^Free for 7 days, then/).waitFor()
    await enterCard(page, cards.asksForAuthentication, /^Start trial$/)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionOf(person)).status).toBe('trialing')
    await openWeb(page, '/account')
    await page.getByRole('main').getByText('Trial', { exact: true }).waitFor()
  })

  it('gives no second trial to a card that had one', async () => {
    await goToCheckout(visitor.page, 'premium')
    await enterCard(visitor.page, cards.other, /^Start trial$/)
    await visitor.page.getByRole('heading', { name: 'You are in' }).waitFor()
    const { page, person, context } = await openVisitor(browser.get(), viewport)
    await goToCheckout(page, 'premium')
    await enterCard(page, cards.other, /^Start trial$/)
    await page.getByRole('heading', { name: 'This card has had its free trial' }).waitFor()
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['canceled'])
    await context.close()
  })

  it('can be left without paying, and is the same one when it is opened again', async () => {
    const { page, person } = visitor
    await goToCheckout(page, 'standard')
    const first = page.url()
    await page.getByRole('link', { name: 'Back without paying' }).click()
    await page.getByRole('heading', { name: /plan|pric/i, level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/pricing')
    expect(await subscriptionsOf(person)).toEqual([])
    await goToCheckout(page, 'standard')
    expect(page.url()).toBe(first)
    const sessions = await openStripe().checkout.sessions.list({ customer: (await customerOf(person)).id })
    expect(sessions.data).toHaveLength(1)
  })

  it('is the same one from two tabs at once, and is paid once', async () => {
    const { page, person, context } = visitor
    const other = await context.newPage()
    await Promise.all([goToCheckout(page, 'standard'), goToCheckout(other, 'standard')])
    expect(other.url()).toBe(page.url())
    await enterCard(page, cards.good, /^Subscribe$/)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await enterCard(other, cards.good, /^Subscribe$/)
    await other.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(await subscriptionsOf(person)).toHaveLength(1)
  })
})

describe.each(sizes)('on $size, Stripe’s billing portal', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('cancels; the account understands it, and resumes', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'standard')
    await goToPortal(page)
    await page.getByText('Cancel subscription').click()
    await page.getByRole('button', { name: 'Cancel at the end of the period' }).click()
    await page.getByText(/^Ends on/).waitFor()
    const { cancel_at, cancel_at_period_end } = await subscriptionOf(person)
    expect([typeof cancel_at, cancel_at_period_end]).toEqual(['number', false])

    await page.getByRole('link', { name: 'Back to Tandem' }).click()
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await expectSoon(page, /Ends on .*You keep access until then/)
    await page.getByRole('button', { name: 'Resume subscription' }).click()
    await page.getByRole('main').getByText('Active', { exact: true }).waitFor()
    expect(await subscriptionOf(person)).toMatchObject({ cancel_at: null, cancel_at_period_end: false })
  })

  it('keeps a card that is listed in the account then', async () => {
    const { page } = visitor
    await subscribeOnWeb(page, 'standard')
    await goToPortal(page)
    await page.getByText('Add a card').click()
    await enterCard(page, cards.other, /^Add card$/)
    await page.getByText('Mastercard •••• 4444').waitFor()
    await openWeb(page, '/account/cards')
    // The card and that it is the default are told by two events.
    await expectSoon(page, /4444\s*Expires 12\/2034\s*Default/)
  })
})
