import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { chooseInSheet, fillSheet, findSheet } from '../support/journeys/phone-sheets.ts'
import { ANN, CODE } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const FAY = { name: 'Fay Lim', email: 'fay@example.com' }
type TokenBody = { id_token: string; nonce: string; access_token?: string }

describe('signing in on the phone', { timeout: 60_000 }, () => {
  const { phone, page, button, see, posted, findFaults, signIn } = usePhone()
  const home = () => page().getByRole('heading', { name: 'Home' }).waitFor()
  const putUser = () => phone().api.recorded.filter((one) => one.method === 'PUT')
  const type = (label: string, value: string) => page().getByLabel(label, { exact: true }).fill(value)

  it('Apple: the nonce as it is to Auth and its hash to the sheet; the name is saved, the code handed in, once', async () => {
    await button('Continue with Apple').click()
    expect(await findFaults()).toEqual([])
    await fillSheet(page(), 'Apple', FAY)
    await home()
    await see(FAY.email)
    const body = posted('/auth/v1/token?grant_type=id_token')[0]?.body as TokenBody
    expect(body).toMatchObject({ provider: 'apple', link_identity: false })
    expect(body).not.toHaveProperty('access_token')
    expect(decodeJwt(body.id_token)).toMatchObject({ aud: 'com.example.tandem', email: FAY.email })
    expect(decodeJwt(body.id_token).nonce).not.toBe(body.nonce)
    await expect
      .poll(putUser)
      .toMatchObject([{ body: { data: { full_name: 'Fay Lim', given_name: 'Fay', family_name: 'Lim' } } }])
    expect(posted('/functions/v1/account/apple-token')).toMatchObject([
      { body: { authorization_code: expect.any(String) } },
    ])

    await button('Sign out').click()
    await see('You signed in with Apple last time.')
    await button('Continue with Apple').click()
    await chooseInSheet(page(), 'Apple', FAY.email)
    await home()
    await expect.poll(() => posted('/functions/v1/account/apple-token')).toHaveLength(2)
    expect(putUser()).toHaveLength(1)
  })

  it('Apple with Hide My Email: Tandem knows the relay address alone', async () => {
    await button('Continue with Apple').click()
    await fillSheet(page(), 'Apple', { ...FAY, hide: true })
    await home()
    await see('@privaterelay.appleid.com')
    expect(await page().getByText(FAY.email).count()).toBe(0)
  })

  it('Apple keeps a name that could not be saved until the next launch, and a code that is not taken stops nobody', async () => {
    phone().api.failNext('/auth/v1/user', 500, { code: 'internal', message: 'Down' })
    phone().api.failNext('/functions/v1/account/apple-token', 503, { code: 'internal', message: 'Down' })
    await button('Continue with Apple').click()
    await fillSheet(page(), 'Apple', FAY)
    await home()
    await expect.poll(putUser).toHaveLength(1)
    await page().reload()
    await home()
    await expect.poll(putUser).toHaveLength(2)
    await expect.poll(() => phone().api.users.at(-1)?.name).toBe('Fay Lim')
  })

  it('Google: with its access token, to which the identity token is bound', async () => {
    await button('Continue with Google').click()
    expect(await findFaults()).toEqual([])
    await fillSheet(page(), 'Google', FAY)
    await home()
    const body = posted('/auth/v1/token?grant_type=id_token')[0]?.body as TokenBody
    expect(body).toMatchObject({ provider: 'google', access_token: expect.stringMatching(/^ya29/) })
    expect(decodeJwt(body.id_token).aud).toBe('tandem-ios.apps.googleusercontent.com')
    expect(putUser()).toEqual([])
  })

  it('a sheet that is canceled changes nothing, and an answer of Auth is said in words', async () => {
    await button('Continue with Google').click()
    await findSheet(page(), 'Google').getByRole('button', { name: 'Cancel' }).click()
    expect(posted('/auth/v1/token')).toEqual([])
    const refusal = { code: 'provider_email_needs_verification', message: 'raw' }
    phone().api.failNext('/auth/v1/token', 403, refusal)
    await button('Continue with Google').click()
    await fillSheet(page(), 'Google', { ...FAY, isUnverified: true })
    await see('Google has not verified that this address is yours')
    expect(await page().getByText('raw').count()).toBe(0)
  })

  it('in the browser: it comes back to the phone, and the code goes with its verifier', async () => {
    await button('Sign in another way').click()
    expect(await findFaults()).toEqual([])
    await button('Google in the browser').click()
    await home()
    await see('browser@example.com')
    expect(posted('/auth/v1/token?grant_type=pkce')).toMatchObject([
      { body: { auth_code: expect.any(String), code_verifier: expect.stringMatching(/^[\w-]{86}$/) } },
    ])
  })

  it('in the browser: what is canceled there or here, and what fails, leaves the screen', async () => {
    const answer = (query: string) =>
      page()
        .context()
        .route('**/auth/v1/authorize*', (route) => {
          const back = new URL(route.request().url()).searchParams.get('redirect_to')
          return route.fulfill({ status: 302, headers: { location: `${back}?${query}` } })
        })
    await button('Sign in another way').click()
    await answer('error=access_denied&error_description=raw')
    await button('Google in the browser').click()
    await page().getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page().getByRole('alert').allTextContents()).toEqual([''])
    await answer('error=server_error&error_code=unexpected_failure&error_description=raw')
    await button('Apple in the browser').click()
    await see('Signing in with Apple did not work. Please try again.')
    await page()
      .context()
      .route('**/auth/v1/authorize*', (route) => route.fulfill({ body: 'Apple asks' }))
    await button('Apple in the browser').click()
    await button('Cancel').click()
    expect(await page().getByRole('dialog').count()).toBe(0)
    await page().evaluate(() => {
      window.open = () => null
    })
    await button('Apple in the browser').click()
    await see('The window was blocked. Allow this page to open one, and try again.')
    expect(posted('/auth/v1/token')).toEqual([])
  })

  it('with a code: the same for everybody, wrong codes are said, another mail can be asked for', async () => {
    await button('Email me a code instead').click()
    await type('Email', ANN.email)
    await button('Email me a code').click()
    await see(`We have sent a code to ${ANN.email}.`)
    expect(await findFaults()).toEqual([])
    expect(posted('/auth/v1/otp')).toMatchObject([{ body: { email: ANN.email, create_user: true } }])
    await type('6-digit code', '000000')
    await button('Confirm').click()
    await see('This code is wrong or too old.')
    await button('Send another email').click()
    await see('We have sent another mail')
    await type('6-digit code', ` ${CODE.slice(0, 3)} ${CODE.slice(3)}`)
    await button('Confirm').click()
    await home()
    expect(posted('/auth/v1/verify').at(-1)).toMatchObject({ body: { type: 'email', token: CODE } })
  })

  it('a new account: the password is set once more when the address is proved', async () => {
    await button('Create an account').click()
    expect(await findFaults()).toEqual([])
    await type('Email', 'new@example.com')
    await type('Password', 'long enough')
    await button('Create account').click()
    await type('6-digit code', CODE)
    await button('Confirm').click()
    await home()
    expect(putUser()).toMatchObject([{ body: { password: 'long enough' } }])
    await button('Sign out').click()
    await signIn({ id: '', email: 'new@example.com', password: 'long enough' })
  })

  it('a new account whose password could not be saved says so', async () => {
    await button('Create an account').click()
    await type('Email', 'new@example.com')
    await type('Password', 'long enough')
    await button('Create account').click()
    phone().api.failNext('/auth/v1/user', 500, { code: 'internal', message: 'Down' })
    await type('6-digit code', CODE)
    await button('Confirm').click()
    await see('Your password could not be saved. Choose one under Account.')
  })

  it('a forgotten password: a code, then a new one', async () => {
    await button('Forgot your password?').click()
    await type('Email', ANN.email)
    await button('Email me a code').click()
    await see('The link in the mail opens the website')
    expect(posted('/auth/v1/recover')).toMatchObject([{ body: { email: ANN.email } }])
    await type('6-digit code', CODE)
    await button('Confirm').click()
    expect(posted('/auth/v1/verify')).toMatchObject([{ body: { type: 'recovery' } }])
    await type('New password', 'a better one')
    expect(await findFaults()).toEqual([])
    await button('Save password').click()
    await see('Your password is changed.')
    expect(putUser()).toMatchObject([{ body: { password: 'a better one' } }])
  })
})
