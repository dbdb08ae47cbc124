import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { readRights, signIn } from '../support/journeys/people.ts'
import { openVisitor, phone, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { actAtStripe, endTroubleAtStripe, settleStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import {
  cards,
  enterCard,
  expectAccountSays,
  fillCard,
  openWeb,
  payByCard,
  subscribeOnWeb,
} from '../support/journeys/web.ts'

const browser = provideBrowser()
const always = 1_000_000
const noAnswer = 'The payment service does not answer. Please try again in a minute.'

const pages = [
  ['/account', 'Your account'],
  ['/account/cards', 'Your cards'],
  ['/account/invoices', 'Invoices'],
  ['/account/change-plan', 'Change plan'],
  ['/pricing', 'One plan for the web and the iPhone'],
  ['/subscribe/standard', 'Subscribe to Standard'],
  ['/pay', 'Nothing to pay'],
] as const

async function expectEveryPage(page: Page): Promise<void> {
  for (const [path, heading] of pages) {
    await openWeb(page, path)
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }
}

const alert = (page: Page) => page.getByRole('alert').filter({ hasText: noAnswer })

async function pressCancel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel subscription' }).click()
  await page.getByRole('button', { name: 'Confirm cancellation' }).click()
}

async function pressPreview(page: Page): Promise<void> {
  await openWeb(page, '/account/change-plan')
  await page.getByRole('button', { name: 'Change to Premium' }).click()
}

const kinds: [name: string, status: number | 'dropped'][] = [
  ['answers 429', 429],
  ['answers 500', 500],
  ['drops every connection', 'dropped'],
]

let visitor: Visitor
afterEach(endTroubleAtStripe)

function visitOn(viewport: { width: number; height: number }): void {
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
}

describe.each(sizes)('on $size', ({ viewport }) => {
  visitOn(viewport)

  describe.each(kinds)('while Stripe %s', (_name, status) => {
    it('every page is shown, the buttons say in plain words what is wrong, and work afterwards', async () => {
      const { page, person } = visitor
      await subscribeOnWeb(page, 'standard')
      await actAtStripe('/api-failure', { status, count: always })
      await expectEveryPage(page)
      await pressPreview(page)
      await alert(page).waitFor()
      await openWeb(page, '/account')
      await pressCancel(page)
      await alert(page).waitFor()

      await endTroubleAtStripe()
      await pressPreview(page)
      await page.getByRole('button', { name: /^Pay S?\$.* and change$/ }).waitFor()
      await openWeb(page, '/account')
      await pressCancel(page)
      await page.getByRole('button', { name: 'Resume subscription' }).waitFor()
      expect((await subscriptionOf(person)).cancel_at_period_end).toBe(true)
    })

    it('who wants to pay is told so, keeps what was typed, and pays once when it is over', async () => {
      const { page, person } = visitor
      // Who has a card saved: the page would ask Stripe for it, and has to do without.
      await openWeb(page, '/account/cards/add')
      await enterCard(page, cards.other, /^Save card$/)
      await page.getByText('Your card is saved.').waitFor()
      await actAtStripe('/api-failure', { status, count: always })
      await openWeb(page, '/subscribe/standard')
      await enterCard(page, cards.good)
      await alert(page).waitFor()

      await endTroubleAtStripe()
      await page.getByRole('button', { name: /^Pay/ }).click()
      await page.getByRole('heading', { name: 'You are in' }).waitFor()
      expect((await subscriptionOf(person)).status).toBe('active')
    })
  })

  it('an open invoice is shown while Stripe answers nothing, says so when it is paid, and is paid afterwards', async () => {
    const { page } = visitor
    await payByCard(page, 'standard', cards.failsLater)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
    await actAtStripe('/api-failure', { status: 500, count: always })
    await openWeb(page, '/pay')
    await page.getByRole('heading', { name: /^Pay S?\$9\.90$/ }).waitFor()
    await page.getByRole('radio', { name: /0341/ }).check()
    await page.getByRole('button', { name: /^Pay/ }).click()
    await alert(page).waitFor()

    await endTroubleAtStripe()
    await page.getByLabel('Another card').check()
    await enterCard(page, cards.other)
    await page.getByRole('heading', { name: 'Paid' }).waitFor()
  })

  it('a single 429 is asked again without a word', async () => {
    const { page } = visitor
    await openWeb(page, '/subscribe/standard')
    await fillCard(page, cards.good)
    await actAtStripe('/api-failure', { status: 429, count: 1 })
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
  })
})

describe('webhooks', () => {
  visitOn(phone.viewport)

  it.each(['double', 'reorder'])('that come by %s leave the same behind', async (fault) => {
    const { page, person } = visitor
    await actAtStripe('/webhooks', { fault })
    await subscribeOnWeb(page, 'standard')
    await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
    await settleStripe()
    expect((await readRights(await signIn(person))).map(({ entitlement }) => entitlement)).toEqual(['standard'])
    await expectAccountSays(page, 'Active')
    expect(await page.getByRole('list', { name: 'Notices' }).count()).toBe(0)
    await openWeb(page, '/account/invoices')
    const shown = page.getByText(/^(Renewal|Subscription)$/).filter({ visible: true })
    expect(await shown.allTextContents()).toEqual(['Renewal', 'Subscription'])
    expect(await page.getByText('Paid', { exact: true }).filter({ visible: true }).count()).toBe(2)
  })

  it('that are lost hide nothing: who comes back from paying is a subscriber, and cancels', async () => {
    const { page, person } = visitor
    await actAtStripe('/webhooks', { fault: 'drop' })
    await subscribeOnWeb(page, 'standard')
    await expectAccountSays(page, 'Active')
    await pressCancel(page)
    await page.getByRole('button', { name: 'Resume subscription' }).waitFor()
    await expectAccountSays(page, 'Ending')
    expect((await subscriptionOf(person)).cancel_at_period_end).toBe(true)
  })

  it('that come late change nothing more', async () => {
    const { page } = visitor
    await actAtStripe('/webhooks', { fault: 'delay', delay_ms: 600_000 })
    await subscribeOnWeb(page, 'standard')
    await expectAccountSays(page, 'Active')
    await settleStripe()
    await expectAccountSays(page, 'Active')
    await openWeb(page, '/account/invoices')
    await page.getByText('Paid', { exact: true }).filter({ visible: true }).waitFor()
  })
})
