import { describe, expect, it } from 'vitest'
import { ANN, BEN, buildEntitlements, CODE } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'

describe('the phone in a browser', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, buy, findFaults } = usePhone()

  it('sells Premium, opens the lesson, cancels and resumes', async () => {
    phone().api.hadTrial.add(ANN.id)
    await signIn()
    await see('No subscription')
    await tab('Lessons')
    await page()
      .getByRole('button', { name: /The long descent/ })
      .click()
    await see('This lesson is locked')
    await buy('Premium')
    await see('Welcome to Premium.')
    await see('Renews on')
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('Home')
    const [subscription] = phone().store.describe().subscriptions
    expect(subscription).toMatchObject({ app_account_token: ANN.id, apple_account: 'Apple Account 1' })
    expect(subscription?.transactions[0]?.is_finished).toBe(true)

    await tab('Lessons')
    await page()
      .getByRole('button', { name: /The long descent/ })
      .click()
    // Text stays text, whatever the lesson holds.
    await see('Count to three <b>together</b>')

    await tab('Home')
    await button('Manage subscription').click()
    await button('Cancel subscription').click()
    await button('Resume subscription').waitFor()
    await button('Done').click()
    await see('Ends on')
    await button('Manage subscription').click()
    await button('Resume subscription').click()
    await button('Cancel subscription').waitFor()
    await button('Done').click()
    await see('Renews on')
  })

  it('sells nothing to somebody who subscribes on the web', async () => {
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await signIn()
    await see('On the web')
    expect(await button('Manage subscription').count()).toBe(0)
    await tab('Subscribe')
    await see('You already subscribe on the web. Manage it where you bought it.')
    expect(
      await page()
        .getByRole('button', { name: /Subscribe to/ })
        .count(),
    ).toBe(0)
  })

  it('keeps a purchase unfinished until the server has it', async () => {
    await signIn()
    phone().api.failNext('/functions/v1/app-store-transactions', 503, { code: 'internal', message: 'Down' })
    await buy('Standard')
    await see('Your purchase is safe.')
    expect(phone().store.describe().subscriptions[0]?.transactions[0]?.is_finished).toBe(false)
    await page().reload()
    await see('Renews on')
    expect(phone().store.describe().subscriptions[0]?.transactions[0]?.is_finished).toBe(true)
    expect(posted('/functions/v1/app-store-transactions')).toHaveLength(2)
  })

  it('restores for the buyer, and tells another user whose purchase it is', async () => {
    await signIn()
    await button('Restore purchases').click()
    await see('There is nothing to restore for Apple Account 1.')
    await buy('Standard')
    await see('Welcome to Standard.')
    await button('Sign out').click()
    await signIn(BEN)
    await button('Restore purchases').click()
    await see('This purchase belongs to another account.')
    phone().api.entitlements.clear()
    await button('Sign out').click()
    await signIn(ANN)
    await button('Restore purchases').click()
    await see('Your purchase is restored.')
  })

  it('makes an account with the code from the mail', async () => {
    await button('Create an account').click()
    await page().getByLabel('Email').fill('new@example.com')
    await page().getByLabel('Password').fill('long enough')
    await button('Create account').click()
    await page().getByLabel('Code').fill('000000')
    await button('Confirm').click()
    await see('This code is wrong or too old.')
    await page().getByLabel('Code').fill(CODE)
    await button('Confirm').click()
    await page().getByRole('heading', { name: 'Home' }).waitFor()
    await see('new@example.com')
  })

  it('says what is wrong: password, network, an ended session', async () => {
    await page().getByLabel('Email').fill(ANN.email)
    await page().getByLabel('Password').fill('not the password')
    await button('Sign in').click()
    await see('This e-mail and password do not match.')
    await signIn()
    await page().route('**/rest/v1/lesson_previews*', (route) => route.abort())
    await tab('Lessons')
    await see('No connection.')
    await page().unroute('**/rest/v1/lesson_previews*')
    await button('Try again').click()
    await see('The long descent')
    phone().api.failNext('/rest/v1/entitlements', 401, { code: 'PGRST301', message: 'JWT expired' })
    phone().api.failNext('/auth/v1/token', 400, { code: 'refresh_token_not_found', message: 'Gone' })
    await tab('Home')
    await see('Your session has ended. Please sign in again.')
  })

  it.each(['light', 'dark'] as const)('gives axe nothing to find, in %s', async (colorScheme) => {
    await page().emulateMedia({ colorScheme })
    expect(await findFaults()).toEqual([])
    await signIn()
    await see('No subscription')
    expect(await findFaults()).toEqual([])
    await tab('Lessons')
    await see('The long descent')
    expect(await findFaults()).toEqual([])
    await tab('Subscribe')
    await button('Subscribe to Premium').click()
    await button('Confirm purchase').waitFor()
    expect(await findFaults()).toEqual([])
    await button('Confirm purchase').click()
    await see('Welcome to Premium.')
    expect(await findFaults()).toEqual([])
  })

  it('works by keyboard: arrows walk the tabs, a sheet holds the focus and gives it back', async () => {
    await signIn()
    await page().getByRole('tab', { name: 'Home' }).focus()
    await page().keyboard.press('ArrowLeft')
    await button('Subscribe to Standard').press('Enter')
    await button('Confirm purchase').waitFor()
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('App Store')
    expect(
      await page()
        .locator('#app')
        .evaluate((app: HTMLElement) => app.inert),
    ).toBe(true)
    await page().keyboard.press('Escape')
    expect(await button('Confirm purchase').count()).toBe(0)
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('Subscribe to Standard')
  })
})
