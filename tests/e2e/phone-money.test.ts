import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  actOnSubscription,
  appleAccountOf,
  findAppStoreSubscription,
  readAppStore,
} from '../support/journeys/app-store.ts'
import { moveAppStoreClock } from '../support/journeys/clocks.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { readRefundAnswer } from '../support/journeys/operator.ts'
import { openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const day = 86_400
const patience = { timeout: 30_000, interval: 200 }
const aMonth = { advance_months: 1, advance_seconds: 3600 }
const active = { phone: [/^Standard$/, /^Active$/, /^Renews on/], web: [/^Active$/, /^Renews on/] }
const refunded = { phone: [/^Refunded$/, /This subscription was refunded/], web: [/^Refunded$/, /so access ended/] }
const failed = {
  phone: [/^Payment failed$/, /Update your payment method to get access back/],
  web: [/^Payment failed$/, /so access ended\. Check the payment method of your Apple account/],
}

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

const act = (action: Parameters<typeof actOnSubscription>[1]) =>
  actOnSubscription(appleAccountOf(pocket.person), action)

describe('a renewal that Apple cannot charge', () => {
  const failure = (page: Page) => page.getByRole('region', { name: 'A payment failed' })

  it('keeps access for the grace period, closes when it is over, and opens again when the payment works', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await act('fail-next-renewal')
    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, {
      phone: [/^Payment failed$/, /The last payment failed\. Access until/],
      web: [/^Past due$/, /You keep access until .* Check the payment method of your Apple account/],
    })
    await failure(pocket.phone).getByText('Settings, your name, Payment & Shipping').waitFor()
    await expectLesson(pocket, 'standard', 'open')

    await moveAppStoreClock({ advance_seconds: 17 * day })
    await expectBothSay(pocket, failed)
    await expectLesson(pocket, 'standard', 'locked')

    await act('recover-billing')
    await expectBothSay(pocket, active)
    expect(await failure(pocket.phone).count()).toBe(0)
    await expectLesson(pocket, 'standard', 'open')
  })

  it('without a grace period closes at once, and ends when Apple gives up: then both sell it again', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await act('fail-next-renewal-without-grace')
    await moveAppStoreClock(aMonth)
    await expectBothSay(pocket, failed)
    await expectLesson(pocket, 'standard', 'locked')
    // Apple may charge any day now: the web must not sell a second one.
    await openWeb(pocket.web, '/subscribe/standard')
    await pocket.web.getByText('You already subscribe through the App Store').first().waitFor()

    await moveAppStoreClock({ advance_seconds: 61 * day })
    await expectBothSay(pocket, { phone: [/^Ended$/], web: [/^Ended$/, /Subscribe again/] })
    await openWeb(pocket.web, '/subscribe/standard')
    await pocket.web.getByLabel('Card number').waitFor()
    await subscribeOnPhone(pocket.phone, 'Standard')
    await expectBothSay(pocket, active)
  })
})

describe('somebody who wants money back', () => {
  const consent = (page: Page) => page.getByRole('switch', { name: 'Tell Apple how much I used' })

  async function askForRefund({ consents }: { consents: boolean }): Promise<void> {
    const { phone } = pocket
    await openTab(phone, 'Home')
    await phone.getByRole('button', { name: 'Request a refund' }).click()
    if (consents) {
      await consent(phone).click()
      await expect.poll(() => consent(phone).getAttribute('aria-checked'), patience).toBe('true')
    }
    await phone.getByRole('button', { name: /^Standard/ }).click()
    await phone.getByRole('radio', { name: 'It is not what I expected' }).check()
    await phone.getByRole('button', { name: 'Request refund' }).click()
    await phone.getByText('Apple has your request, and decides within a day or two.').waitFor()
  }

  /** What Apple knows of the request: our server's answer comes a moment after the question. */
  async function findRequest() {
    const { transactions } = await findAppStoreSubscription(appleAccountOf(pocket.person))
    const ids = transactions.map(({ transaction_id }) => transaction_id)
    return (await readAppStore()).refund_requests.find(({ transaction_id }) => ids.includes(transaction_id))
  }

  it('consents, and Apple is told how it was used; what is given back is closed on both, and opens when Apple takes it back', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await askForRefund({ consents: true })
    await expect.poll(async () => (await findRequest())?.answer, patience).toMatchObject({ customerConsented: true })
    // Nothing is decided yet.
    await expectLesson(pocket, 'standard', 'open')

    await act('refund')
    await expectBothSay(pocket, refunded)
    await expectLesson(pocket, 'standard', 'locked')

    await act('reverse-refund')
    await expectBothSay(pocket, active)
    await expectLesson(pocket, 'standard', 'open')
  })

  it('does not consent: Apple is told nothing, says no, and nothing changes', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await askForRefund({ consents: false })
    await expect.poll(() => readRefundAnswer(pocket.person), patience).toBe('no_consent')
    await act('decline-refund')
    expect(await findRequest()).toMatchObject({
      decision: 'declined',
      answer: null,
      reason: 'UNSATISFIED_WITH_PURCHASE',
    })
    await expectBothSay(pocket, active)
    await expectLesson(pocket, 'standard', 'open')
  })

  it('gets an older month back: this month stays, on both', async () => {
    await subscribeOnPhone(pocket.phone, 'Standard')
    await moveAppStoreClock(aMonth)
    await act('refund-older-period')
    await expectBothSay(pocket, active)
    await expectLesson(pocket, 'standard', 'open')
  })
})
