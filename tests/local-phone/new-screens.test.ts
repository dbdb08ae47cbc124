import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { SubscriptionRow } from '../../local/phone/client/data/rows.ts'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'
const WINDOWS = [
  ['320 px, dark', { width: 320, height: 568 }, 'dark'],
  ['430 px, light', { width: 430, height: 932 }, 'light'],
] as const

describe.each(WINDOWS)('at %s', { timeout: 120_000 }, (_name, viewport, colorScheme) => {
  const { phone, page, button, tab, see, signIn, setAccount, openPurchaseSheet, findFaults } = usePhone()
  const expectNoFaults = async (screen: string) =>
    expect({ screen, faults: await findFaults() }).toEqual({ screen, faults: [] })
  const prepare = async () => {
    await page().setViewportSize(viewport)
    await page().emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  }
  const openSettings = async () => {
    if ((await page().getByLabel('Storefront').isVisible()) === false) await page().getByText('Device settings').click()
  }

  it('buying, waiting and asking for money back are without faults', async () => {
    await prepare()
    phone().api.webRules.set('SGP', 'link')
    await signIn()
    await openPurchaseSheet('Premium')
    await expectNoFaults('purchase sheet with a trial')
    await button('Confirm purchase').click()
    await see('Welcome to Premium.')
    await expectNoFaults('home in a trial')
    await button('Request a refund').click()
    await page().getByRole('switch').click()
    await page().locator('[role=switch][aria-checked=true]').waitFor()
    await expectNoFaults('refund')
    await page()
      .getByRole('button', { name: /^Premium/ })
      .click()
    await expectNoFaults('refund sheet')
    await button('Cancel').click()
    await tab('Home')
    await button('Manage subscription').click()
    await button('Change to Standard').click()
    await button('Keep Premium').waitFor()
    await expectNoFaults('manage')
    await button('Done').click()
    await setAccount({ asks_to_buy: true })
    await tab('Subscribe')
    await button('Buy The repair workshop').click()
    await button('Confirm purchase').click()
    await page().getByRole('region', { name: 'Waiting for approval' }).waitFor()
    await expectNoFaults('waiting for approval')
    await tab('Subscribe')
    await page().getByRole('link', { name: 'See the plans on the web' }).waitFor()
    await expectNoFaults('paywall with a link')
    await button('Redeem a code').click()
    await page().getByLabel('Offer code').fill('NOSUCHCODE')
    await button('Redeem').click()
    await see('This code is not valid.')
    await expectNoFaults('code')
  })

  it('every state of a subscription, and the phone without a connection, are without faults', async () => {
    await prepare()
    await signIn()
    const paid = { store: 'app_store', plan_id: 'premium', expires_at: END, status: 'active', currency: 'sgd' } as const
    const states: [string, Partial<SubscriptionRow>, object][] = [
      ['The price goes up', { price_consent: 'pending', renewal_price: 1790 }, {}],
      ['A payment failed', { status: 'in_grace_period' }, { status: 'in_grace_period' }],
      ['A payment failed', { status: 'in_billing_retry' }, { status: 'in_billing_retry', access_ends_at: null }],
      ['Shared with you', { ownership: 'family_shared' }, {}],
      ['Not shared here', { ownership: 'family_shared' }, { status: 'expired', access_ends_at: null }],
    ]
    for (const [title, subscription, right] of states) {
      await show(page(), title, { ...paid, ...subscription }, right)
      await expectNoFaults(`${title} ${subscription.status ?? ''}`)
    }
    await openSettings()
    await expectNoFaults('device settings')
    await page().getByLabel('No connection', { exact: true }).check()
    await page().reload()
    await page().getByRole('region', { name: 'No connection' }).waitFor()
    await expectNoFaults('offline')
  })

  async function show(on: Page, title: string, subscription: Partial<SubscriptionRow>, right: object): Promise<void> {
    const source = { store: 'app_store', expires_at: END, will_renew: true } as const
    phone().api.subscriptions.set(ANN.id, [subscription])
    phone().api.entitlements.set(ANN.id, buildEntitlements('premium', { ...source, ...right }))
    await button('Refresh').click()
    await on.getByRole('region', { name: title }).waitFor()
  }
})
