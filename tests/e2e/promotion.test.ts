import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { forgetTrials } from '../support/journeys/operator.ts'
import type { Person } from '../support/journeys/people.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { openStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

async function applyCode(page: Page, code: string): Promise<void> {
  const field = page.getByLabel('Promotion code', { exact: true })
  if (!(await field.isVisible())) await page.getByText('Have a promotion code?').click()
  await field.fill(code)
  await page.getByRole('button', { name: 'Apply' }).click()
}

const payButton = (page: Page, amount: string) =>
  page.getByRole('button', { name: new RegExp(`^Pay S?\\$${amount.replace('.', '\\.')}$`) })

/** A slow network: the page is there and its script is not. Gives back what lets the script come. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  let letCome = () => {}
  const held = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route('**/assets/*.js', async (route) => {
    await held
    await route.fallback()
  })
  return async () => {
    letCome()
    await page.unroute('**/assets/*.js')
  }
}

/** Everything that Stripe has charged this person, in cents. */
async function readCharges(person: Person): Promise<number[]> {
  const { customer } = await subscriptionOf(person)
  const { data } = await openStripe().paymentIntents.list({ customer: String(customer) })
  return data.map(({ amount_received }) => amount_received).filter((amount) => amount > 0)
}

describe.each(sizes)('on $size, a promotion code', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('shows the new amount, the button says it, and exactly that is charged', async () => {
    const { page, person } = visitor
    await openWeb(page, '/subscribe/standard')
    await payButton(page, '9.90').waitFor()
    await applyCode(page, 'RIDE20')
    await page.getByText('Code RIDE20 is applied.').waitFor()
    const order = page.getByRole('region', { name: 'Standard' })
    await order.getByText('20% off for 3 months').waitFor()
    await order.getByText(/^−S?\$1\.98$/).waitFor()
    await order.getByText(/^S?\$7\.92$/).waitFor()
    await payButton(page, '7.92').waitFor()
    await page.getByText(/7\.92 for each of the first 3 months, and then S?\$9\.90 every month/).waitFor()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(await readCharges(person)).toEqual([792])
  })

  it('that does not exist is told so, and nothing changes', async () => {
    const { page, person } = visitor
    await openWeb(page, '/subscribe/standard')
    await applyCode(page, 'WALK20')
    await page.getByRole('alert').filter({ hasText: /code/i }).waitFor()
    await payButton(page, '9.90').waitFor()
    await applyCode(page, 'RIDE20')
    await payButton(page, '7.92').waitFor()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(await readCharges(person)).toEqual([792])
  })

  it('that is sent before the page’s script has come is taken all the same, and refused all the same', async () => {
    const { page, person } = visitor
    const letScriptsCome = await holdScripts(page)
    await openWeb(page, '/subscribe/standard', 'commit')
    await applyCode(page, 'WALK20')
    await page.getByRole('alert').filter({ hasText: /code/i }).waitFor()
    await applyCode(page, 'RIDE20')
    await page.getByText('Code RIDE20 is applied.').waitFor()
    expect(await page.getByLabel('Card number').count()).toBe(0)
    await letScriptsCome()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(await readCharges(person)).toEqual([792])
  })

  it('can be taken away again, also after a card was declined for the lower amount', async () => {
    const { page, person } = visitor
    await openWeb(page, '/subscribe/standard')
    await applyCode(page, 'RIDE20')
    await payButton(page, '7.92').waitFor()
    await enterCard(page, cards.declined)
    await page
      .getByRole('alert')
      .filter({ hasText: /insufficient|declined/i })
      .waitFor()
    await page.getByRole('button', { name: 'Remove' }).click()
    await payButton(page, '9.90').waitFor()
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(await readCharges(person)).toEqual([990])
    expect((await subscriptionOf(person)).discounts).toEqual([])
  })

  it('is kept for the first charge after a trial, and said before', async () => {
    const { page, person } = visitor
    await openWeb(page, '/subscribe/premium')
    await applyCode(page, 'RIDE20')
    await page.getByText('Code RIDE20 is applied.').waitFor()
    await page
      .getByText(/12\.72/)
      .first()
      .waitFor()
    await enterCard(page, cards.good, /^Start 7 days free$/)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    const { id, status, discounts } = await subscriptionOf(person)
    expect([status, discounts.length]).toEqual(['trialing', 1])
    const first = await openStripe().invoices.createPreview({ subscription: id })
    expect(first.amount_due).toBe(1272)
  })
})
