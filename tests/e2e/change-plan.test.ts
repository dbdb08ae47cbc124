import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { changeSettings, forgetTrials } from '../support/journeys/operator.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import {
  actAtStripe,
  customerOf,
  endTroubleAtStripe,
  openStripe,
  subscriptionOf,
} from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, startTrialOnWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const halfMonth = { advance_seconds: 15 * 86_400 }

/** From the account to the preview of the other plan. */
async function previewChange(page: Page, planName: string): Promise<void> {
  await openWeb(page, '/account')
  await page.getByRole('link', { name: 'Change plan' }).first().click()
  await page.getByRole('button', { name: `Change to ${planName}` }).click()
  await page
    .getByRole('region', { name: new RegExp(planName) })
    .getByRole('link', { name: 'Not now' })
    .waitFor()
}

/** The amounts of money in a text, in cents. */
const amountsIn = (text: string) =>
  [...text.matchAll(/\$(\d+)\.(\d\d)/g)].map(([, units, cents]) => Number(`${units}${cents}`))

const preview = (page: Page, planName: string) => page.getByRole('region', { name: new RegExp(planName) })

describe.each(sizes)('on $size', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(async () => {
    await endTroubleAtStripe()
    await changeSettings({ downgrade_takes_effect: 'now' })
  })

  it('an upgrade is charged at once, exactly what the preview said, and opens premium', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'standard')
    await moveStripeClock(halfMonth)
    await previewChange(page, 'Premium')
    const said = amountsIn((await preview(page, 'Premium').textContent()) ?? '')
    await page.getByRole('button', { name: /^Pay S?\$.* and change$/ }).click()
    await page.getByText('Your plan has changed.').waitFor()

    const { latest_invoice } = await openStripe().subscriptions.retrieve((await subscriptionOf(person)).id, {
      expand: ['latest_invoice'],
    })
    if (!latest_invoice || typeof latest_invoice === 'string') throw new Error('no invoice')
    expect(latest_invoice).toMatchObject({ status: 'paid', billing_reason: 'subscription_update' })
    expect(latest_invoice.amount_paid).toBeGreaterThan(0)
    expect(said).toContain(latest_invoice.amount_paid)
    await openWeb(page, '/lessons/the-long-descent')
    await page.getByText('A third brake that drags the whole way').waitFor()
  })

  it('an upgrade that the card refuses keeps the old plan until another card has paid', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'standard')
    await previewChange(page, 'Premium')
    await actAtStripe('/next-payment', { outcome: 'decline' })
    await page.getByRole('button', { name: /^Pay S?\$.* and change$/ }).click()
    await page.getByLabel('Card number').waitFor()
    expect((await subscriptionOf(person)).items.data[0]?.price.lookup_key).toBe('tandem_standard_monthly')
    await openWeb(page, '/lessons/the-long-descent')
    expect(await page.getByText('A third brake that drags the whole way').count()).toBe(0)

    await openWeb(page, '/account')
    await page.getByText(/Your change to Premium waits for its payment/).waitFor()
    await page.getByRole('link', { name: 'Finish the change to Premium' }).click()
    await page.getByLabel('Another card').check()
    await enterCard(page, cards.other)
    await page.getByRole('heading', { name: 'Paid' }).waitFor()
    expect((await subscriptionOf(person)).items.data[0]?.price.lookup_key).toBe('tandem_premium_monthly')
    await openWeb(page, '/lessons/the-long-descent')
    await page.getByText('A third brake that drags the whole way').waitFor()
  })

  it('an upgrade for which the bank wants to see the person is finished on the same page', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'standard')
    await previewChange(page, 'Premium')
    await actAtStripe('/next-payment', { outcome: 'authenticate' })
    await page.getByRole('button', { name: /^Pay S?\$.* and change$/ }).click()
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByText('Your plan has changed.').waitFor()
    expect((await subscriptionOf(person)).items.data[0]?.price.lookup_key).toBe('tandem_premium_monthly')
  })

  it('a downgrade is credited at once, and the credit pays the next month', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'premium')
    await previewChange(page, 'Standard')
    const said = amountsIn((await preview(page, 'Standard').textContent()) ?? '')
    await page.getByRole('button', { name: 'Confirm the change' }).click()
    await page.getByText('Your plan has changed.').waitFor()

    const credit = -(await customerOf(person)).balance
    expect(credit).toBeGreaterThan(0)
    expect(said).toContain(credit)
    await page
      .getByText(`$${(credit / 100).toFixed(2)} credit`)
      .first()
      .waitFor()

    await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
    const [renewal] = (await openStripe().invoices.list({ subscription: (await subscriptionOf(person)).id })).data
    expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: 990 - credit, status: 'paid' })
  })

  it('a downgrade waits for the end of the period if the owner has set it so, and can be taken back', async () => {
    const { page, person } = visitor
    await changeSettings({ downgrade_takes_effect: 'period_end' })
    await subscribeOnWeb(page, 'premium')
    await previewChange(page, 'Standard')
    await page.getByRole('button', { name: 'Confirm the change' }).click()
    await page.getByText('Your plan will change at the end of this period.').waitFor()
    await openWeb(page, '/account/change-plan')
    await page.getByRole('heading', { name: /^Standard begins on/ }).waitFor()
    await page.getByRole('button', { name: 'Keep Premium' }).click()
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await openWeb(page, '/account/change-plan')
    await page.getByRole('button', { name: 'Change to Standard' }).click()
    await page.getByRole('button', { name: 'Confirm the change' }).click()
    await page.getByText('Your plan will change at the end of this period.').waitFor()

    await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
    expect((await subscriptionOf(person)).items.data[0]?.price.lookup_key).toBe('tandem_standard_monthly')
    await openWeb(page, '/account')
    await page.getByRole('heading', { name: 'Standard' }).waitFor()
  })

  it('a change during the trial costs nothing', async () => {
    const { page, person } = visitor
    await startTrialOnWeb(page)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await previewChange(page, 'Standard')
    await page.getByRole('button', { name: 'Confirm the change' }).click()
    await page.getByText('Your plan has changed.').waitFor()
    const subscription = await subscriptionOf(person)
    expect(subscription.status).toBe('trialing')
    const invoices = await openStripe().invoices.list({ subscription: subscription.id })
    expect(invoices.data.map(({ total }) => total)).toEqual([0])
  })

  it('a subscription that is ending is not changed; the page says to resume it first', async () => {
    const { page } = visitor
    await subscribeOnWeb(page, 'standard')
    await openWeb(page, '/account')
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await page.getByRole('button', { name: 'Confirm cancellation' }).click()
    await page.getByRole('button', { name: 'Resume subscription' }).waitFor()
    await openWeb(page, '/account/change-plan')
    await page
      .getByText(/resume/i)
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: /^Change to/ }).count()).toBe(0)
  })
})
