import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { chooseInSheet, fillSheet } from '../support/journeys/phone-sheets.ts'
import { ANN, BEN, CODE } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const APPLE = { name: 'Ann Tan', email: 'ann.apple@example.com' }

describe('the account on the phone', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, buy, findFaults } = usePhone()
  const open = async (row?: RegExp) => {
    await page().getByRole('button', { name: 'Name, sign-in and data' }).click()
    await page().getByRole('heading', { name: 'Account', level: 1 }).waitFor()
    await button('Sign out other devices').waitFor()
    if (row) await page().getByRole('button', { name: row }).click()
  }
  const type = (label: string, value: string) => page().getByLabel(label, { exact: true }).fill(value)
  const confirmSheet = () => page().getByRole('dialog', { name: 'Confirm that it is you' })
  const requests = (method: string) => phone().api.recorded.filter((one) => one.method === method)
  const connectApple = async () => {
    await button('Connect Apple').click()
    await fillSheet(page(), 'Apple', APPLE)
    await see('Apple is connected: it leads to this account from now on.')
  }

  it('shows who it is and how they sign in, and saves another name', async () => {
    await signIn()
    await open()
    expect(await findFaults()).toEqual([])
    await page().getByRole('button', { name: /^Name/ }).click()
    await type('Name', 'Ann Tan')
    await button('Save name').click()
    await page().getByRole('button', { name: 'Name Ann Tan' }).waitFor()
    expect(requests('PUT')).toMatchObject([{ body: { data: { display_name: 'Ann Tan' } } }])
  })

  it('asks both addresses when the e-mail changes', async () => {
    await signIn()
    await open(/^Email/)
    await type('Email', 'ann.new@example.com')
    await button('Change email').click()
    await see(`Open the mails at ${ANN.email} and at ann.new@example.com.`)
    const body = requests('PUT')[0]?.body as object
    expect(body).toEqual({
      email: 'ann.new@example.com',
      code_challenge: expect.any(String),
      code_challenge_method: 's256',
    })
  })

  it('connects Apple by its sheet, signs in with it, and disconnects it again', async () => {
    await signIn()
    await open()
    await connectApple()
    await see(APPLE.email)
    expect(posted('/auth/v1/token?grant_type=id_token')).toMatchObject([{ body: { link_identity: true } }])
    await button('Sign out').click()
    await button('Continue with Apple').click()
    await chooseInSheet(page(), 'Apple', APPLE.email)
    await see(ANN.email)
    await open()
    await button('Disconnect Apple').click()
    await see('Apple is disconnected.')
    await button('Connect Apple').waitFor()
    expect(await button('Disconnect Apple').count()).toBe(0)
    expect(requests('DELETE').map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/auth\/v1\/user\/identities\/./),
    ])
  })

  it('says when what is connected leads to another account, and when the sheet is canceled says nothing', async () => {
    await signIn()
    await open()
    phone().api.failNext('/auth/v1/token', 422, { code: 'identity_already_exists', message: 'raw' })
    await button('Connect Google').click()
    await fillSheet(page(), 'Google', APPLE)
    await see('This already signs in to an account.')
    await button('Connect Google').click()
    await page().getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await page().getByRole('dialog').count()).toBe(0)
  })

  it('asks who it is when the sign-in is old: by password, and the session before it ends', async () => {
    await signIn()
    phone().api.staleUsers.add(ANN.id)
    await page().evaluate(() => {
      const session = JSON.parse(localStorage.getItem('tandem.session') ?? '{}')
      localStorage.setItem('tandem.session', JSON.stringify({ ...session, expiresAt: 0 }))
    })
    await open()
    await button('Connect Apple').click()
    await confirmSheet().getByLabel('Password').fill('not it')
    expect(await findFaults()).toEqual([])
    await confirmSheet().getByRole('button', { name: 'Confirm', exact: true }).click()
    await confirmSheet().getByText('This e-mail and password do not match.').waitFor()
    await confirmSheet().getByLabel('Password').fill(ANN.password)
    await confirmSheet().getByRole('button', { name: 'Confirm', exact: true }).click()
    await fillSheet(page(), 'Apple', APPLE)
    await see('Apple is connected')
    // The session before has ended, so that nobody keeps it.
    expect(posted('/auth/v1/logout').map(({ path }) => path)).toContain('/auth/v1/logout?scope=local')
  })

  it('asks who it is by a code, and by a provider whose account must be the same', async () => {
    await signIn()
    await open()
    await connectApple()
    phone().api.failNext('/functions/v1/account/delete', 403, { code: 'fresh_sign_in_required', message: 'Again' })
    await page().getByRole('button', { name: 'Delete my account' }).click()
    await button('Delete my account').click()
    await button('Delete for good').click()
    await confirmSheet().getByRole('button', { name: 'Continue with Apple' }).click()
    expect(await findFaults()).toEqual([])
    await fillSheet(page(), 'Apple', { name: 'Ben', email: 'ben.apple@example.com' })
    await confirmSheet().getByText('This is another account. Nothing was changed.').waitFor()
    await confirmSheet().getByRole('button', { name: 'Email me a code' }).click()
    await confirmSheet().getByLabel('6-digit code').fill(CODE)
    await confirmSheet().getByRole('button', { name: 'Confirm code' }).click()
    await page().getByRole('heading', { name: 'Your account is deleted' }).waitFor()
    expect(posted('/functions/v1/account/delete')).toHaveLength(2)
  })

  it.each([
    ['Sign out', 'local', true],
    ['Sign out other devices', 'others', false],
    ['Sign out everywhere', 'global', true],
  ])('%s', async (label, scope, leaves) => {
    await signIn()
    await open()
    await button(label).click()
    if (leaves) await page().getByRole('heading', { name: 'Sign in' }).waitFor()
    else await see('Your other devices are signed out.')
    await expect
      .poll(() => posted('/auth/v1/logout').map(({ path }) => path))
      .toEqual([`/auth/v1/logout?scope=${scope}`])
  })

  it('a new password, and one that is too weak', async () => {
    await signIn()
    await open()
    await button('Change password').click()
    phone().api.failNext('/auth/v1/user', 422, { code: 'weak_password', message: 'raw' })
    await type('New password', 'a better one')
    await button('Save password').click()
    await see('Please choose a longer password.')
    await button('Save password').click()
    await see('Your password is saved.')
  })

  it('downloads what is kept, by the share sheet', async () => {
    await signIn()
    await open(/^Download my data/)
    const sheet = page().getByRole('dialog', { name: 'Share' })
    await sheet.getByText(/^tandem-\d{4}-\d\d-\d\d\.json$/).waitFor()
    expect(await findFaults()).toEqual([])
    const [file] = await Promise.all([
      page().waitForEvent('download'),
      sheet.getByRole('link', { name: 'Save to Files' }).click(),
    ])
    expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toEqual({ account: { email: ANN.email } })
  })

  it('moves a purchase with a code: from the paywall’s hint, and where Restore says whose it is', async () => {
    await signIn()
    await buy('Standard')
    await see('Welcome to Standard.')
    await open(/^Move a purchase/)
    await button('Get a code').click()
    await see('ABCD-EFGH')
    expect(await findFaults()).toEqual([])
    await tab('Home')
    await button('Sign out').click()
    await signIn(BEN)
    await tab('Subscribe')
    await see('Already a subscriber?')
    await see(`You are signed in as ${BEN.email}.`)
    await tab('Home')
    await button('Restore purchases').click()
    await see('This purchase belongs to another account.')
    await button('Sign in the way you did before').waitFor()
    expect(await findFaults()).toEqual([])
    await button('Move a purchase').click()
    await type('Code', 'WRONG')
    await button('Move the purchase').click()
    await see('This code is not right, or it has ended. Ask for a new one.')
    await type('Code', 'ABCD-EFGH')
    await button('Move the purchase').click()
    await see('The purchase is yours here now.')
    await see('Renews on')
    await tab('Subscribe')
    await button('Manage subscription').waitFor()
    expect(await page().getByText('Already a subscriber?').count()).toBe(0)
  })

  it('has nothing to move, and says so', async () => {
    await signIn()
    await open(/^Move a purchase/)
    await button('Get a code').click()
    await see('This account has no App Store purchase that could be moved.')
  })

  it('deletes the account: Apple goes on charging, errors delete nothing, and the phone forgets', async () => {
    await signIn()
    await buy('Standard')
    await see('Welcome to Standard.')
    await open(/^Delete my account/)
    const card = page().getByRole('region', { name: 'Apple goes on charging' })
    await card.waitFor()
    expect(await findFaults()).toEqual([])
    const message =
      'We could not end your subscription at the payment service, so nothing was deleted. Please try again.'
    phone().api.failNext('/functions/v1/account/delete', 502, { code: 'subscription_not_ended', message })
    await button('Delete my account').click()
    expect(await findFaults()).toEqual([])
    await button('Cancel').click()
    expect(posted('/functions/v1/account/delete')).toEqual([])
    await button('Delete my account').click()
    await button('Delete for good').click()
    await see(message)
    await button('Delete my account').click()
    await button('Delete for good').click()
    await page().getByRole('heading', { name: 'Your account is deleted' }).waitFor()
    expect(await findFaults()).toEqual([])
    await card.getByRole('button', { name: 'Manage subscription' }).click()
    await button('Cancel subscription').click()
    await button('Resume subscription').waitFor()
    await button('Done').last().click()
    expect(await page().evaluate(() => localStorage.getItem('tandem.session'))).toBeNull()
    expect(await page().evaluate(() => localStorage.getItem('tandem.remembered'))).toBeNull()
    await button('Done').click()
    await page().getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
