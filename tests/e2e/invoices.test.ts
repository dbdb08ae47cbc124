import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { endTroubleAtStripe, openStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, payByCard, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const renewal = { advance_months: 1, advance_seconds: 2 * 3600 }
const shortDate = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const

async function upgrade(page: Page): Promise<void> {
  await openWeb(page, '/account/change-plan')
  await page.getByRole('button', { name: 'Change to Premium' }).click()
  await page.getByRole('button', { name: /^Pay S?\$.* and change$/ }).click()
  await page.getByText('Your plan has changed.').waitFor()
}

/** Leaves an invoice behind that the card could not pay, and answers with its id. */
async function failRenewal({ page, person }: Visitor): Promise<string> {
  await payByCard(page, 'standard', cards.failsLater)
  await page.getByRole('heading', { name: 'You are in' }).waitFor()
  await moveStripeClock(renewal)
  const { latest_invoice } = await subscriptionOf(person)
  return String(latest_invoice)
}

describe.each(sizes)('on $size, the list of invoices', ({ viewport }) => {
  const isWide = viewport.width >= 1024
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(endTroubleAtStripe)

  /** The lines that can be seen: rows of the table, or cards. */
  async function openList(page: Page) {
    await openWeb(page, '/account/invoices')
    const table = page.getByRole('table', { name: 'Your invoices, the newest first' })
    const items = page.getByRole('list', { name: 'Your invoices, the newest first' })
    await (isWide ? table : items).waitFor()
    expect([await table.isVisible(), await items.isVisible()]).toEqual([isWide, !isWide])
    return isWide ? table.locator('tbody').getByRole('row') : items.getByRole('listitem')
  }

  it('has every charge with amount, card, day and state, its page and its PDF', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'standard')
    await moveStripeClock({ advance_seconds: 10 * 86_400 })
    await upgrade(page)
    await moveStripeClock(renewal)

    const { data } = await openStripe().invoices.list({ subscription: (await subscriptionOf(person)).id })
    const names: Record<string, string> = {
      subscription_create: 'Subscription',
      subscription_update: 'Change of plan',
      subscription_cycle: 'Renewal',
    }
    const lines = await openList(page)
    const texts = await lines.allTextContents()
    expect(data.map(({ billing_reason }) => billing_reason).sort()).toEqual(Object.keys(names).sort())
    for (const [index, { billing_reason, amount_paid, number, status_transitions }] of data.entries()) {
      const text = texts[index]
      expect(text).toContain(names[billing_reason ?? ''])
      expect(text).toContain(`$${(amount_paid / 100).toFixed(2)}`)
      expect(text).toContain(number)
      expect(text).toMatch(/Visa.*4242|4242.*Visa/)
      expect(text).toContain('Paid')
      const paidOn = new Date((status_transitions.paid_at ?? 0) * 1000)
      expect(text).toContain(paidOn.toLocaleDateString('en-SG', shortDate))
    }

    const newest = lines.first()
    const pdf = await page.request.get((await newest.getByRole('link', { name: /^PDF/ }).getAttribute('href')) ?? '')
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    expect((await pdf.body()).subarray(0, 4).toString()).toBe('%PDF')
    await newest.getByRole('link', { name: /^View/ }).click()
    await page
      .getByText(data[0]?.number ?? '')
      .first()
      .waitFor()
  })

  it('leads from an open one to its payment', async () => {
    const { page } = visitor
    const invoice = await failRenewal(visitor)
    const open = (await openList(page)).first()
    await open.getByText('Payment failed').waitFor()
    await open.getByRole('link', { name: /^Pay now/ }).click()
    await page.getByRole('heading', { name: /^Pay S?\$9\.90$/ }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/pay/${invoice}`)
  })

  it('has what was bought once, too', async () => {
    const { page } = visitor
    await openWeb(page, '/extras/workshop')
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'It is yours' }).waitFor()
    const lines = await openList(page)
    expect(await lines.count()).toBe(1)
    expect(await lines.first().textContent()).toMatch(/The repair workshop.*\$29\.00.*Paid|\$29\.00.*4242.*Paid/)
  })

  it('says that there are none', async () => {
    const { page } = visitor
    await openWeb(page, '/account/invoices')
    await page.getByRole('heading', { name: 'There are no invoices yet' }).waitFor()
  })

  it('is nobody else’s: the address of an open invoice tells a stranger nothing', async () => {
    const invoice = await failRenewal(visitor)
    const { hosted_invoice_url, number } = await openStripe().invoices.retrieve(invoice)
    const stranger = await openVisitor(browser.get(), viewport)
    await openWeb(stranger.page, `/pay/${invoice}`)
    await stranger.page.getByRole('heading', { name: 'Nothing to pay' }).waitFor()
    const content = await stranger.page.content()
    for (const secret of [number, hosted_invoice_url, '9.90', '0341']) expect(content).not.toContain(secret)

    await stranger.context.clearCookies()
    await openWeb(stranger.page, `/pay/${invoice}`)
    await stranger.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await stranger.context.close()
  })
})
