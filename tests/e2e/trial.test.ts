import { beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { forgetTrials } from '../support/journeys/operator.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import {
  customerOf,
  openStripe,
  settleStripe,
  subscriptionOf,
  subscriptionsOf,
} from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, startTrialOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

describe.each(sizes)('on $size, the free trial', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('asks for a card, charges nothing, opens premium, and becomes a paid month', async () => {
    const { page, person } = visitor
    await startTrialOnWeb(page)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await openWeb(page, '/account')
    await page.getByRole('main').getByText('Trial', { exact: true }).waitFor()
    await page.getByText('First charge').waitFor()
    await openWeb(page, '/lessons/the-long-descent')
    await page.getByText('A third brake that drags the whole way').waitFor()

    await moveStripeClock({ advance_seconds: 5 * 86_400 })
    await openWeb(page, '/account')
    await page
      .getByRole('list', { name: 'Notices' })
      .getByText(/^Your trial ends on/)
      .waitFor()
    await moveStripeClock({ advance_seconds: 3 * 86_400 })
    expect((await subscriptionOf(person)).status).toBe('active')
    await openWeb(page, '/account')
    await page.getByRole('main').getByText('Active', { exact: true }).waitFor()
    expect(await page.getByText(/^Your trial ends on/).count()).toBe(0)
  })

  it('opens nothing while the bank has not confirmed the card', async () => {
    const { page, person } = visitor
    await startTrialOnWeb(page, cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Fail authentication' }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: /authenticat/i })
      .waitFor()
    expect(await subscriptionsOf(person)).toEqual([])
    await enterCard(page, cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['trialing'])
  })

  it('ends at once when it is canceled, and is not offered again', async () => {
    const { page, person } = visitor
    await startTrialOnWeb(page)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await openWeb(page, '/account')
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await page
      .getByRole('alertdialog')
      .getByText(/A trial ends at once/)
      .waitFor()
    await page.getByRole('button', { name: 'Confirm cancellation' }).click()
    await page.getByRole('main').getByText('Ended', { exact: true }).waitFor()
    expect((await subscriptionOf(person)).status).toBe('canceled')
    await openWeb(page, '/subscribe/premium')
    await page.getByRole('button', { name: /^Pay/ }).waitFor()
  })

  it('is refused to another account with a card that had one, which may subscribe without', async () => {
    const { page } = visitor
    await startTrialOnWeb(page, cards.other)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    const second = await openVisitor(browser.get(), viewport)
    await startTrialOnWeb(second.page, cards.other)
    await second.page.getByRole('heading', { name: 'This card has had its free trial' }).waitFor()
    expect(await subscriptionsOf(second.person)).toEqual([])
    await second.page.getByRole('link', { name: /without a trial/ }).click()
    await enterCard(second.page, cards.other)
    await second.page.getByRole('heading', { name: 'You are in' }).waitFor()
    await second.context.close()
  })

  it('begins although the browser was closed before it came back', async () => {
    const { page, person } = visitor
    await page.route('**/subscribe/return**', (route) => route.abort())
    await startTrialOnWeb(page)
    await expect.poll(async () => (await subscriptionsOf(person)).length, { timeout: 60_000 }).toBe(1)
    await settleStripe()
    await page.unroute('**/subscribe/return**')
    await openWeb(page, '/account')
    await page.getByRole('main').getByText('Trial', { exact: true }).waitFor()
    const intents = await openStripe().setupIntents.list({ customer: (await customerOf(person)).id })
    expect(intents.data).toHaveLength(1)
  })
})
