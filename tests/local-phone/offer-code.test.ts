import { describe, expect, it } from 'vitest'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'

describe('an offer code', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, findFaults } = usePhone()
  const openSheet = async () => {
    await tab('Subscribe')
    await button('Redeem a code').click()
    await page().getByRole('dialog', { name: 'Redeem a code' }).waitFor()
  }
  const redeem = async (code: string) => {
    await page().getByLabel('Offer code').fill(code)
    await button('Redeem').click()
  }

  it('opens the plan, bought without a token, for who redeems it', async () => {
    await signIn()
    await openSheet()
    expect(await findFaults()).toEqual([])
    await redeem(' rideapple ')
    await see('Your code is redeemed.')
    await page().getByRole('region', { name: 'Your subscription' }).getByText('Premium').waitFor()
    expect(phone().store.describe().subscriptions).toMatchObject([
      { app_account_token: null, offer: { type: 'offer_code' } },
    ])
    expect(posted('/functions/v1/app-store-transactions')).toHaveLength(1)
  })

  it('that is wrong is said so, in the sheet', async () => {
    await signIn()
    await openSheet()
    await redeem('NOSUCHCODE')
    await page().getByRole('alert').getByText('This code is not valid.').waitFor()
    await button('Cancel').click()
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('Redeem a code')
  })

  it('is not used up by who subscribes on the web meanwhile', async () => {
    await signIn()
    await openSheet()
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('standard', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await redeem('RIDEAPPLE')
    await see('You already subscribe on the web. Manage it where you bought it.')
    expect(phone().store.describe().subscriptions).toEqual([])
  })

  it('is not offered to who subscribes on the web', async () => {
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('standard', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await signIn()
    await tab('Subscribe')
    await see('You have Standard')
    expect(await button('Redeem a code').count()).toBe(0)
  })

  it('is not lost while our server is away', async () => {
    await signIn()
    await openSheet()
    phone().api.failNext('/functions/v1/app-store-transactions', 503, { code: 'internal', message: 'Down' })
    await redeem('RIDEAPPLE')
    await see('It will be unlocked as soon as our server answers.')
    await page().getByRole('region', { name: 'Your subscription' }).getByText('Premium').waitFor()
  })
})
