import { describe, expect, it } from 'vitest'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'

describe('the purchase sheet', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, openPurchaseSheet, buy } = usePhone()

  it('asks the server before the purchase sheet opens, and opens none against its word', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Premium').waitFor()
    // Bought in a browser a moment ago: the paywall on the screen does not know it yet.
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('standard', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await button('Subscribe to Premium').click()
    await see('You already subscribe on the web. Manage it where you bought it.')
    expect(await button('Confirm purchase').count()).toBe(0)
    expect(phone().store.describe().subscriptions).toEqual([])
  })

  it('keeps the sheet shut while a payment is under way on the web, and opens it afterwards', async () => {
    await signIn()
    phone().api.heldByWeb.add(ANN.id)
    await tab('Subscribe')
    await button('Subscribe to Premium').click()
    await see('A purchase is under way on your other device. Finish it there, or try again in a few minutes.')
    expect(await button('Confirm purchase').count()).toBe(0)
    phone().api.heldByWeb.clear()
    await button('Subscribe to Premium').click()
    await button('Confirm purchase').waitFor()
  })

  it.each([
    ['Cancel', () => button('Cancel').click()],
    ['Escape', () => page().keyboard.press('Escape')],
    [
      'a tap beside it',
      () =>
        page()
          .locator('.backdrop')
          .click({ position: { x: 100, y: 100 } }),
    ],
  ])('gives the purchase up when the sheet is closed by %s', async (_way, close) => {
    await signIn()
    await openPurchaseSheet('Premium')
    expect(posted('/rest/v1/rpc/begin_app_store_purchase')).toMatchObject([{ body: { plan_id: 'premium' } }])
    await close()
    await expect.poll(() => posted('/rest/v1/rpc/end_app_store_purchase')).toHaveLength(1)
  })

  it('does not give up what was paid', async () => {
    await signIn()
    await buy('Premium')
    await see('Welcome to Premium.')
    expect(posted('/rest/v1/rpc/end_app_store_purchase')).toHaveLength(0)
  })

  it('gives the purchase up when the App Store refuses it, and not when it does not answer', async () => {
    await signIn()
    await page().route('**/storekit/purchase', (route) => route.abort())
    await buy('Premium')
    await see('No connection.')
    expect(posted('/rest/v1/rpc/end_app_store_purchase')).toHaveLength(0)
    await page().unroute('**/storekit/purchase')
    await page().route('**/storekit/purchase', (route) =>
      route.fulfill({ status: 409, json: { error: 'refused', message: 'Refused by the store.' } }),
    )
    await buy('Premium')
    await see('Refused by the store.')
    expect(posted('/rest/v1/rpc/end_app_store_purchase')).toHaveLength(1)
  })
})
