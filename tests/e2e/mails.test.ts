import { beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { waitForMail } from '../support/journeys/mails.ts'
import { forgetTrials } from '../support/journeys/operator.ts'
import { openVisitor, provideBrowser, type Visitor } from '../support/journeys/sizes.ts'
import { cards, payByCard, startTrialOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

describe('a mail about money', () => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    visitor = await openVisitor(browser.get(), { width: 390, height: 844 })
    return () => visitor.context.close()
  })

  /** Waits for a mail and presses the button in it. */
  async function follow(subject: RegExp) {
    const { html } = await waitForMail(visitor.person.email, subject)
    const [, link = ''] = /href="([^"]*)"/.exec(html) ?? []
    await visitor.page.goto(link)
  }

  it('comes with a purchase, and leads to the invoices', async () => {
    const { page } = visitor
    await payByCard(page, 'standard', cards.good)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await follow(/^Your receipt for S\$9\.90: Standard, monthly$/)
    await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/account/invoices')
  })

  it('comes when a renewal has failed, and leads to its payment by way of signing in', async () => {
    const { page, person, context } = visitor
    await payByCard(page, 'standard', cards.failsLater)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await moveStripeClock({ advance_months: 1, advance_seconds: 2 * 3600 })
    await context.clearCookies()
    await follow(/^Your payment did not go through$/)
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: /^Pay/ }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/pay\/in_/)
  })

  it('comes before a free trial becomes a paid plan, and leads to where it can be cancelled', async () => {
    const { page } = visitor
    await startTrialOnWeb(page)
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await moveStripeClock({ advance_seconds: 5 * 86_400 })
    await follow(/^Your free trial ends on /)
    await page.getByRole('button', { name: 'Cancel subscription' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/account')
  })
})
