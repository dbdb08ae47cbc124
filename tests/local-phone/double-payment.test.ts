import { describe, expect, it } from 'vitest'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'

describe('two subscriptions that are paid at once', { timeout: 60_000 }, () => {
  const { phone, page, button, signIn, findFaults } = usePhone()

  it('tells whoever pays twice what to cancel and where', async () => {
    const row = { plan_id: 'premium', expires_at: END, is_kept: true, advice: 'Keep this one.' }
    const advice = 'Cancel this one on your iPhone: Settings, your name, Subscriptions.'
    phone().api.doublePayments.set(ANN.id, [
      { ...row, store: 'stripe' },
      { ...row, store: 'app_store', plan_id: 'standard', is_kept: false, advice },
    ])
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await signIn()
    const card = page().getByRole('region', { name: 'You pay twice' })
    await card.waitFor()
    expect(await card.getByRole('listitem').allTextContents()).toEqual([
      'Premium, paid on the web until 21 December 2046. Keep this one.',
      `Standard, paid through the App Store until 21 December 2046. ${advice}`,
    ])
    expect(await card.getByRole('link').count()).toBe(0)
    expect(await findFaults()).toEqual([])
    await page().emulateMedia({ colorScheme: 'dark' })
    expect(await findFaults()).toEqual([])
    await button('Manage subscription').waitFor()
    phone().api.doublePayments.clear()
    await button('Refresh').click()
    await card.waitFor({ state: 'hidden' })
  })
})
