import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { forgetTrials } from '../support/journeys/operator.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import {
  customerOf,
  openStripe,
  settleStripe,
  subscriptionOf,
  subscriptionsOf,
} from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const wallets = ['Apple Pay', 'Google Pay', 'Link']

/** Tells the page that this device has all of them (local/README.md). */
const ownWallets = (page: Page) =>
  page.addInitScript(() => localStorage.setItem('tandem.wallets', 'apple_pay,google_pay,link'))

const button = (page: Page, wallet: string) => page.getByRole('button', { name: `${wallet} (simulated)` })
const sheet = (page: Page, wallet: string) => page.getByRole('dialog', { name: `${wallet} (simulated)` })

/** Presses the wallet's button and gives back its sheet. */
async function openSheet(page: Page, wallet: string): Promise<Locator> {
  await button(page, wallet).click()
  await sheet(page, wallet).getByText('Total now').waitFor()
  return sheet(page, wallet)
}

async function cardOf({ person }: Visitor) {
  const { id } = await subscriptionOf(person)
  const { default_payment_method } = await openStripe().subscriptions.retrieve(id, {
    expand: ['default_payment_method'],
  })
  return typeof default_payment_method === 'string' ? null : (default_payment_method?.card ?? null)
}

const topOf = async (part: Locator) => (await part.boundingBox())?.y ?? Number.NaN

describe.each(sizes)('on $size, wallets', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('are not shown on a device that has none', async () => {
    const { page } = visitor
    await openWeb(page, '/subscribe/standard')
    await page.getByLabel('Card number').waitFor()
    expect(await page.getByRole('button', { name: /simulated/ }).count()).toBe(0)
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
  })

  it('stand above the card', async () => {
    const { page } = visitor
    await ownWallets(page)
    await openWeb(page, '/subscribe/standard')
    const card = page.getByLabel('Card number')
    await card.waitFor()
    for (const wallet of wallets) {
      await button(page, wallet).waitFor()
      expect(await topOf(button(page, wallet))).toBeLessThan(await topOf(card))
    }
  })

  it.each([
    ['Apple Pay', 'apple_pay'],
    ['Google Pay', 'google_pay'],
    ['Link', 'link'],
  ])('pay a subscription: %s', async (wallet, type) => {
    const { page } = visitor
    await ownWallets(page)
    await openWeb(page, '/subscribe/standard')
    const open = await openSheet(page, wallet)
    await open.getByText(/9\.90$/).waitFor()
    await open.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionOf(visitor.person)).status).toBe('active')
    expect(await cardOf(visitor)).toMatchObject({ last4: '4242', wallet: { type } })
  })

  it('say the terms of the trial in their sheet, and begin it', async () => {
    const { page } = visitor
    await ownWallets(page)
    await openWeb(page, '/subscribe/premium')
    const open = await openSheet(page, 'Apple Pay')
    await open.getByText(/^7 days free: .*0\.00$/).waitFor()
    await open.getByText(/^Premium: .*15\.90 every month, from \d{4}-\d\d-\d\d$/).waitFor()
    await open.getByText(/Nothing is charged today/).waitFor()
    await open.getByText(/^Manage it at .*\/account$/).waitFor()
    await open.getByRole('button', { name: 'Agree' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionOf(visitor.person)).status).toBe('trialing')
    expect(await cardOf(visitor)).toMatchObject({ wallet: { type: 'apple_pay' } })
  })

  it('can be left without paying, and another way pays', async () => {
    const { page, person } = visitor
    await ownWallets(page)
    await openWeb(page, '/subscribe/standard')
    await (await openSheet(page, 'Google Pay')).getByRole('button', { name: 'Cancel' }).click()
    await sheet(page, 'Google Pay').waitFor({ state: 'detached' })
    expect(await subscriptionsOf(person)).toEqual([])
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
  })

  it('say in their sheet that the card was declined, and the same purchase is paid by card', async () => {
    const { page, person } = visitor
    await ownWallets(page)
    await openWeb(page, '/subscribe/standard')
    const open = await openSheet(page, 'Link')
    await open.getByLabel('Card').selectOption('4000000000000002')
    await open.getByRole('button', { name: 'Pay' }).click()
    await open
      .getByRole('alert')
      .filter({ hasText: /declined/i })
      .waitFor()
    await open.getByRole('button', { name: 'Close' }).click()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
  })

  it('bring back a card that is saved already: it stays saved once', async () => {
    const { page, person } = visitor
    await ownWallets(page)
    await openWeb(page, '/account/cards/add')
    await enterCard(page, cards.good)
    await page.getByText('Your card is saved.').waitFor()
    await openWeb(page, '/subscribe/standard')
    await (await openSheet(page, 'Apple Pay')).getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await settleStripe()
    const kept = await openStripe().customers.listPaymentMethods((await customerOf(person)).id)
    expect(kept.data.map(({ id }) => id)).toEqual([(await subscriptionOf(person)).default_payment_method])
    await openWeb(page, '/account/cards')
    await page.getByText(/4242/).first().waitFor()
    expect(await page.getByRole('list', { name: 'Saved cards' }).getByRole('listitem').count()).toBe(1)
  })
})
