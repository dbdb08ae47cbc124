import { describe, expect, it } from 'vitest'
import { ANN, BEN } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

describe('the free trial in the app', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, openPurchaseSheet } = usePhone()
  const sheet = () => page().getByRole('dialog', { name: 'App Store' })
  const premium = () => page().getByRole('region', { name: 'Premium' })
  const trials = () =>
    phone()
      .store.describe()
      .subscriptions.map(({ offer }) => offer?.type ?? null)

  it('is said on the paywall and in the sheet, and begins with the purchase', async () => {
    await signIn()
    await tab('Subscribe')
    await premium().getByText('7 days free, then paid monthly').waitFor()
    expect(await page().getByRole('region', { name: 'Standard' }).getByText('free').count()).toBe(0)
    await button('Subscribe to Premium').click()
    await sheet().getByText('7 days free, then S$15.90 per month').waitFor()
    expect(posted('/functions/v1/app-store-transactions/offer')).toMatchObject([{ body: { plan_id: 'premium' } }])
    await button('Confirm purchase').click()
    await see('Welcome to Premium.')
    await page().getByRole('region', { name: 'Your subscription' }).getByText('Trial').waitFor()
    await see('then it is paid')
    expect(trials()).toEqual(['introductory'])
  })

  it('is neither promised nor given to who had one on the web', async () => {
    phone().api.hadTrial.add(ANN.id)
    await signIn()
    await openPurchaseSheet('Premium')
    expect(await page().getByText('7 days free').count()).toBe(0)
    await sheet().getByText('The free days were used already').waitFor()
    await button('Confirm purchase').click()
    await see('Welcome to Premium.')
    expect(trials()).toEqual([null])
  })

  it('is not promised by an Apple Account that had one, to whomever', async () => {
    await signIn()
    await openPurchaseSheet('Premium')
    await button('Confirm purchase').click()
    await see('Welcome to Premium.')
    const [subscription] = phone().store.describe().subscriptions
    await phone().store.act(subscription?.original_transaction_id ?? '', 'expire')
    phone().api.entitlements.clear()
    await button('Sign out').click()
    await signIn(BEN)
    await tab('Subscribe')
    await button('Subscribe to Premium').waitFor()
    expect(await page().getByText('7 days free').count()).toBe(0)
  })

  it('takes the server’s last word, although the paywall on the screen promised more', async () => {
    await signIn()
    await tab('Subscribe')
    await premium().getByText('7 days free').waitFor()
    // A trial was begun in a browser a moment ago, and given up.
    phone().api.hadTrial.add(ANN.id)
    await button('Subscribe to Premium').click()
    await sheet().getByText('S$15.90 per month', { exact: true }).waitFor()
    await sheet().getByText('The free days were used already').waitFor()
  })

  it.each([
    ['has a problem', 503, 'The server has a problem.'],
    ['refuses', 409, 'You already subscribe on the web.'],
  ])('sells nothing when the server %s as it is asked for the trial', async (_name, status, words) => {
    await signIn()
    const refusal = { code: 'subscribed_on_web', message: 'You already subscribe on the web.' }
    phone().api.failNext('/functions/v1/app-store-transactions/offer', status, refusal)
    await tab('Subscribe')
    await button('Subscribe to Premium').click()
    await see(words)
    expect(await button('Confirm purchase').count()).toBe(0)
    await expect.poll(() => posted('/rest/v1/rpc/end_app_store_purchase')).toHaveLength(1)
  })

  it('is not asked for where the product has none', async () => {
    await signIn()
    await openPurchaseSheet('Standard')
    expect(posted('/functions/v1/app-store-transactions/offer')).toEqual([])
  })
})
