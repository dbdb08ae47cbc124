import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openBrowser,
  openProviderPage,
  passProvider,
  signInOnTheWeb,
  submitToAuth,
} from '../support/sign-in/walk-provider.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ providers: true })
})
afterAll(() => api.close())

const newEmail = () => `${randomUUID()}@example.com`
const callback = 'http://localhost:3000/auth/callback'

async function begin(provider: string, redirectTo = callback, options = {}) {
  const browser = openBrowser(api.url)
  const { data } = await browser.auth.signInWithOAuth({
    provider: provider as 'apple',
    options: { redirectTo, skipBrowserRedirect: true, ...options },
  })
  return { browser, address: data.url ?? '' }
}

describe('signing in with Google in the browser', () => {
  test('makes a confirmed user with what Google says about them', async () => {
    const email = newEmail()
    const { session, user } = await signInOnTheWeb(openBrowser(api.url), 'google', { email, name: 'Ann Mei Tan' })
    expect(user).toMatchObject({
      email,
      app_metadata: { provider: 'google', providers: ['google'] },
      user_metadata: { full_name: 'Ann Mei Tan', email, email_verified: true },
    })
    expect(user?.email_confirmed_at).toBeTruthy()
    expect(user?.identities?.[0]?.identity_data).toMatchObject({ iss: 'https://accounts.google.com', email })
    expect(session?.provider_token).toMatch(/^ya29\./)
    expect(decodeJwt(session?.access_token ?? '')).toMatchObject({ amr: [{ method: 'oauth' }], role: 'authenticated' })
  })

  test('finds the same user the second time', async () => {
    const email = newEmail()
    const first = await signInOnTheWeb(openBrowser(api.url), 'google', { email })
    const second = await signInOnTheWeb(openBrowser(api.url), 'google', { email })
    expect(second.user?.id).toBe(first.user?.id)
    expect(second.user?.identities).toHaveLength(1)
  })

  test('asks Google as the website, with the state that comes back', async () => {
    const { address } = await begin('google', callback, { queryParams: { prompt: 'select_account' } })
    const page = new URL(await openProviderPage(address))
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      client_id: 'tandem-web.apps.googleusercontent.com',
      redirect_uri: `${api.url}/auth/v1/callback`,
      response_type: 'code',
      prompt: 'select_account',
    })
  })
})

describe('signing in with Apple in the browser', () => {
  test('asks as the Services ID and wants the answer by post', async () => {
    const { address } = await begin('apple')
    const page = new URL(await openProviderPage(address))
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      client_id: 'com.example.tandem.web',
      response_mode: 'form_post',
      scope: 'email name',
    })
  })

  test('keeps the name that Apple tells the first time only', async () => {
    const email = newEmail()
    const person = { email, name: 'Ben Lim' }
    const first = await signInOnTheWeb(openBrowser(api.url), 'apple', person)
    expect(first.user?.user_metadata).toMatchObject({ full_name: 'Ben Lim', email })
    const second = await signInOnTheWeb(openBrowser(api.url), 'apple', { ...person, name: 'Somebody Else' })
    expect(second.user?.id).toBe(first.user?.id)
    expect(second.user?.user_metadata.full_name).toBe('Ben Lim')
  })

  test('gives the refresh token with which Apple’s access can be ended', async () => {
    const { session } = await signInOnTheWeb(openBrowser(api.url), 'apple', { email: newEmail() })
    expect(session?.provider_refresh_token).toMatch(/^r[0-9a-f]+$/)
  })

  test('with Hide My Email makes a user with the relay address, the same one every time', async () => {
    const email = newEmail()
    const first = await signInOnTheWeb(openBrowser(api.url), 'apple', { email, hide: true })
    expect(first.user?.email).toMatch(/@privaterelay\.appleid\.com$/)
    expect(first.user?.identities?.[0]?.identity_data?.custom_claims).toMatchObject({ is_private_email: true })
    const second = await signInOnTheWeb(openBrowser(api.url), 'apple', { email })
    expect(second.user?.email).toBe(first.user?.email)
  })
})

describe('what does not lead to a session', () => {
  test.each([
    ['apple', 'user_cancelled_authorize'],
    ['google', 'access_denied'],
  ])('cancel on the page of %s brings the browser back with the reason', async (provider, error) => {
    const { address } = await begin(provider)
    const back = await passProvider(await openProviderPage(address), 'cancel')
    expect(back.origin + back.pathname).toBe(callback)
    expect(back.searchParams.get('error')).toBe(error)
    expect(back.hash).toContain(`error=${error}`)
  })

  test('a provider that is not there is refused before the browser leaves', async () => {
    const answer = await fetch(`${api.url}/auth/v1/authorize?provider=myspace`, { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error_code: 'validation_failed',
      msg: 'Unsupported provider: Provider myspace could not be found',
    })
  })

  test('an address that is not allowed is replaced by the site’s own', async () => {
    const { address } = await begin('google', 'https://evil.example/steal')
    const back = await passProvider(await openProviderPage(address), { email: newEmail() })
    expect(back.origin).toBe('http://localhost:3000')
    expect(back.pathname).toBe('/')
  })

  test('the app’s own address is allowed', async () => {
    const { address } = await begin('google', 'tandem://auth-callback')
    const back = await passProvider(await openProviderPage(address), { email: newEmail() })
    expect(back.href).toMatch(/^tandem:\/\/auth-callback\?code=/)
  })

  test('a code is good for the browser that asked for it, and once', async () => {
    const { browser, address } = await begin('google')
    const back = await passProvider(await openProviderPage(address), { email: newEmail() })
    const code = back.searchParams.get('code') ?? ''
    const other = await begin('google')
    expect((await other.browser.auth.exchangeCodeForSession(code)).error?.code).toBe('bad_code_verifier')
    expect((await browser.auth.exchangeCodeForSession(code)).error).toBeNull()
    const again = await fetch(`${api.url}/auth/v1/token?grant_type=pkce`, {
      method: 'POST',
      headers: { apikey: 'sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH', 'content-type': 'application/json' },
      body: JSON.stringify({ auth_code: code, code_verifier: 'x'.repeat(64) }),
    })
    expect(await again.json()).toMatchObject({ error_code: 'flow_state_not_found' })
  })

  test('a state is good once', async () => {
    const { address } = await begin('google')
    const page = await openProviderPage(address)
    await passProvider(page, { email: newEmail() })
    const back = await passProvider(page, { email: newEmail() })
    expect(back.searchParams.get('error_code')).toBe('flow_state_already_used')
  })

  test('an answer of the provider with a state that we did not sign goes to the site with the reason', async () => {
    for (const state of ['', 'made-up']) {
      const answer = await fetch(`${api.url}/auth/v1/callback?code=x&state=${state}`, { redirect: 'manual' })
      expect(answer.status).toBe(303)
      const back = new URL(answer.headers.get('location') ?? '')
      expect(back.origin).toBe('http://localhost:3000')
      expect(back.searchParams.get('error_code')).toMatch(/^bad_oauth_(state|callback)$/)
    }
  })

  test('a code that the provider never gave says so', async () => {
    const { address } = await begin('google')
    const state = new URL(await openProviderPage(address)).searchParams.get('state') ?? ''
    const query = new URLSearchParams({ code: 'made-up', state })
    const answer = await fetch(`${api.url}/auth/v1/callback?${query}`, { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '')
    expect(back.searchParams.get('error')).toBe('server_error')
    expect(back.searchParams.get('error_description')).toMatch(/Unable to exchange external code/)
  })

  test('half a PKCE challenge is refused', async () => {
    const answer = await fetch(`${api.url}/auth/v1/authorize?provider=google&code_challenge=abc`, {
      redirect: 'manual',
    })
    expect(await answer.json()).toMatchObject({ code: 400, error_code: 'validation_failed' })
  })
})

test('without PKCE the session comes in the fragment, as old clients expect it', async () => {
  const address = `${api.url}/auth/v1/authorize?provider=google&redirect_to=${encodeURIComponent(callback)}`
  const answer = await submitToAuth(await openProviderPage(address), { email: newEmail() })
  const back = new URL(answer.headers.get('location') ?? '')
  const words = new URLSearchParams(back.hash.slice(1))
  expect((await api.createClient().auth.getUser(words.get('access_token') ?? '')).data.user).toBeTruthy()
})

describe('a provider that config.toml switches off', () => {
  test('is refused in both ways', async () => {
    const off = await startTestApi({
      providers: true,
      auth: (auth) => ({
        ...auth,
        external: { ...auth.external, google: { ...auth.external.google, enabled: false } },
      }),
    })
    const answer = await fetch(`${off.url}/auth/v1/authorize?provider=google`, { redirect: 'manual' })
    expect(await answer.json()).toMatchObject({ msg: 'Unsupported provider: provider is not enabled' })
    const { error } = await off.createClient().auth.signInWithIdToken({ provider: 'google', token: 'a.b.c' })
    expect(error?.code).toBe('provider_disabled')
    await off.close()
  })
})
