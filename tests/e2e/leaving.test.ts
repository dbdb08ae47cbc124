import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { endTroubleAtStripe, openStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import { cards, openWeb, payByCard, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

const resume = (page: Page) => page.getByRole('button', { name: 'Resume subscription' })

async function askToCancel(page: Page): Promise<void> {
  await openWeb(page, '/account')
  await page.getByRole('button', { name: 'Cancel subscription' }).click()
  await page.getByRole('alertdialog').waitFor()
}

const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm cancellation' })

describe.each(sizes)('on $size, who cancels', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    await subscribeOnWeb(visitor.page, 'standard')
    return () => visitor.context.close()
  })

  it('may say why, which Stripe then knows, and may resume', async () => {
    const { page, person } = visitor
    await askToCancel(page)
    await page.getByLabel('It costs too much').check()
    await page.getByLabel('Anything else?').fill('Back in spring.')
    await confirm(page).click()
    await page.getByText('Your subscription will end. Until then everything stays open.').waitFor()
    expect(await subscriptionOf(person)).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancellation_details: { feedback: 'too_expensive', comment: 'Back in spring.' },
    })

    await resume(page).click()
    await page.getByText('Your subscription goes on as before.').waitFor()
    await page.getByRole('button', { name: 'Cancel subscription' }).waitFor()
    expect((await subscriptionOf(person)).cancel_at_period_end).toBe(false)
  })

  it('need not say why', async () => {
    const { page, person } = visitor
    await askToCancel(page)
    await confirm(page).click()
    await resume(page).waitFor()
    expect(await subscriptionOf(person)).toMatchObject({ cancellation_details: { feedback: null, comment: null } })
  })

  it('in a second tab is told that it is already set to end', async () => {
    const { page, context } = visitor
    const second = await context.newPage()
    await askToCancel(page)
    await askToCancel(second)
    await confirm(page).click()
    await resume(page).waitFor()
    await confirm(second).click()
    await second.getByText('This subscription is already set to end.').waitFor()
    await resume(second).waitFor()
  })

  it('with a double click cancels once', async () => {
    const { page, person } = visitor
    await askToCancel(page)
    await confirm(page).dblclick()
    await page.getByText('Your subscription will end. Until then everything stays open.').waitFor()
    await resume(page).waitFor()
    expect(await page.getByText('This subscription is already set to end.').count()).toBe(0)
    const { id } = await subscriptionOf(person)
    const { data } = await openStripe().events.list({ type: 'customer.subscription.updated', limit: 100 })
    const cancellations = data.filter(
      ({ data: { object, previous_attributes } }) =>
        'id' in object && object.id === id && previous_attributes && 'cancel_at_period_end' in previous_attributes,
    )
    expect(cancellations).toHaveLength(1)
  })
})

describe.each(sizes)('on $size, a notice', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(endTroubleAtStripe)

  it('can be dismissed, and stays away', async () => {
    const { page } = visitor
    await payByCard(page, 'standard', cards.failsLater)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
    await openWeb(page, '/account')
    const notices = page.getByRole('list', { name: 'Notices' })
    const failed = notices.getByText(/^A payment failed/)
    await failed.waitFor()
    await notices.getByRole('button', { name: /^Dismiss: A payment failed/ }).click()
    await failed.waitFor({ state: 'detached' })
    await openWeb(page, '/account')
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    expect(await failed.count()).toBe(0)
    // The notice is gone, the open payment is not.
    await page.getByRole('link', { name: 'Pay now' }).first().waitFor()
  })
})
