import { describe, expect, it } from 'vitest'
import { ANN, BEN } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const GONE = { code: 'refresh_token_not_found', message: 'Gone' }

describe('a session that ends in the middle', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, openPurchaseSheet, findFaults } = usePhone()
  const endSession = (path: string) => {
    phone().api.failNext(path, 401, { code: 'PGRST301', message: 'JWT expired' })
    phone().api.failNext('/auth/v1/token', 400, GONE)
  }
  const signInAgain = async (user = ANN) => {
    await page().getByLabel('Email').fill(user.email)
    await page().getByLabel('Password').fill(user.password)
    await button('Sign in').click()
  }
  const heading = (name: string) => page().getByRole('heading', { name, exact: true, level: 1 }).waitFor()

  it('of reading leads back to where it was', async () => {
    await signIn()
    endSession('/rest/v1/lesson_previews')
    await tab('Lessons')
    await see('Your session has ended. Please sign in again. You go on where you were.')
    expect(await findFaults()).toEqual([])
    await signInAgain()
    await heading('Lessons')
  })

  it('leads somebody else to the beginning', async () => {
    await signIn()
    endSession('/rest/v1/lesson_previews')
    await tab('Lessons')
    await see('Your session has ended.')
    await signInAgain(BEN)
    await heading('Home')
  })

  it('of buying, before anything is paid: nothing is bought, and it can go on', async () => {
    await signIn()
    await openPurchaseSheet('Premium')
    // What an answer of the server does behind the sheet.
    await page().evaluate(() => localStorage.removeItem('tandem.session'))
    await button('Confirm purchase').click()
    await see('Your session has ended. Please sign in again. Nothing was bought. You go on where you were.')
    expect(phone().store.describe().subscriptions).toEqual([])
    await signInAgain()
    await heading('Subscribe')
    await button('Subscribe to Premium').waitFor()
  })

  it('of buying, while the screen behind the sheet finds it out: the sheet stays', async () => {
    await signIn()
    await openPurchaseSheet('Premium')
    endSession('/rest/v1/rpc/purchase_options')
    await page().evaluate(() => window.dispatchEvent(new Event('focus')))
    await page().getByRole('heading', { name: 'Sign in', includeHidden: true }).waitFor({ state: 'attached' })
    await button('Confirm purchase').click()
    await see('Nothing was bought.')
    expect(phone().store.describe().subscriptions).toEqual([])
    await signInAgain()
    await heading('Subscribe')
  })

  it('of buying, after it is paid: it is safe, said so, and opens when they are back', async () => {
    await signIn()
    await openPurchaseSheet('Premium')
    endSession('/functions/v1/app-store-transactions')
    await button('Confirm purchase').click()
    await see('Your session has ended. Please sign in again. Your purchase is safe: it opens as soon as you are back.')
    const isFinished = () => phone().store.describe().subscriptions[0]?.transactions[0]?.is_finished
    expect(isFinished()).toBe(false)
    await signInAgain()
    await see('Welcome to Premium.')
    expect(isFinished()).toBe(true)
    const handIns = posted('/functions/v1/app-store-transactions').filter(({ path }) => !path.endsWith('/offer'))
    expect(handIns).toHaveLength(2)
    expect(phone().store.describe().subscriptions).toHaveLength(1)
  })

  it('of redeeming a code: the code is not used, and named', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Redeem a code').click()
    await page().getByLabel('Offer code').fill('SUMMER')
    endSession('/rest/v1/rpc/purchase_options')
    await button('Redeem').click()
    await see('The code SUMMER was not used.')
    await signInAgain()
    await heading('Subscribe')
  })

  it('by the person’s own will leads home', async () => {
    await signIn()
    await tab('Subscribe')
    await tab('Home')
    await button('Sign out').click()
    expect(await page().getByText('Your session has ended.').count()).toBe(0)
    await expect.poll(() => posted('/auth/v1/logout')).toMatchObject([{ path: '/auth/v1/logout?scope=local' }])
    await signInAgain()
    await heading('Home')
  })

  it('by the person’s own will, while a screen still loads, is not said to have ended, and keeps what is typed', async () => {
    await signIn()
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page().route('**/rest/v1/entitlements*', async (route) => {
      await held
      await route.fulfill({ status: 401, json: { code: 'PGRST301', message: 'JWT expired' } })
    })
    await button('Refresh').click()
    await button('Sign out').click()
    await page().getByLabel('Email').fill(ANN.email)
    const isAnswered = page().waitForResponse('**/rest/v1/entitlements*')
    answer()
    await isAnswered
    await page().unroute('**/rest/v1/entitlements*')
    await page().getByLabel('Password').fill(ANN.password)
    await button('Sign in').click()
    await heading('Home')
  })
})
