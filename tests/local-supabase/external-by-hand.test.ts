import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { hashNonce, openSheet, signInOnThePhone } from '../support/sign-in/use-sheet.ts'
import {
  openBrowser,
  openProviderPage,
  type Person,
  type Provider,
  passProvider,
  signInOnTheWeb,
} from '../support/sign-in/walk-provider.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ providers: true })
})
afterAll(() => api.close())

const newEmail = () => `${randomUUID()}@example.com`
const callback = 'http://localhost:3000/auth/callback'

async function signedIn(provider: Provider, person: Person) {
  const browser = openBrowser(api.url)
  const { user } = await signInOnTheWeb(browser, provider, person)
  return { browser, id: user?.id ?? '' }
}

/** From the button “Link” to the website’s own address. */
async function link(browser: SupabaseClient, provider: Provider, person: Person | 'cancel'): Promise<URL> {
  const { data, error } = await browser.auth.linkIdentity({
    provider,
    options: { redirectTo: callback, skipBrowserRedirect: true },
  })
  if (error) throw error
  return passProvider(data.url ?? '', person)
}

async function listProviders(browser: SupabaseClient): Promise<string[]> {
  const { data } = await browser.auth.getUserIdentities()
  return (data?.identities ?? []).map(({ provider }) => provider).sort()
}

async function unlink(browser: SupabaseClient, provider: Provider | 'email') {
  const { data } = await browser.auth.getUserIdentities()
  const identity = data?.identities.find((candidate) => candidate.provider === provider)
  return browser.auth.unlinkIdentity(identity ?? (data?.identities[0] as never))
}

describe('linking by hand on the web', () => {
  test('joins Apple’s relay address to the account that Google made, and both sign in to it', async () => {
    const email = newEmail()
    const { browser, id } = await signedIn('google', { email })
    const back = await link(browser, 'apple', { email, hide: true })
    const { data } = await browser.auth.exchangeCodeForSession(back.searchParams.get('code') ?? '')
    expect(data.user).toMatchObject({ id, email, app_metadata: { providers: ['google', 'apple'] } })
    expect(await listProviders(browser)).toEqual(['apple', 'google'])
    expect((await signInOnThePhone(api, 'apple', { email })).data.user?.id).toBe(id)
  })

  test('an identity of somebody else is refused, and both accounts stay as they are', async () => {
    const [mine, theirs] = [newEmail(), newEmail()]
    const other = await signedIn('apple', { email: theirs })
    const { browser } = await signedIn('google', { email: mine })
    const back = await link(browser, 'apple', { email: theirs })
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error_code: 'identity_already_exists',
      error_description: 'Identity is already linked to another user',
    })
    expect(await listProviders(browser)).toEqual(['google'])
    expect((await signInOnThePhone(api, 'apple', { email: theirs })).data.user?.id).toBe(other.id)
  })

  test('an identity that is linked already says so', async () => {
    const email = newEmail()
    const { browser } = await signedIn('google', { email })
    const back = await link(browser, 'google', { email })
    expect(back.searchParams.get('error_description')).toBe('Identity is already linked')
  })

  test('cancel changes nothing', async () => {
    const { browser } = await signedIn('google', { email: newEmail() })
    const back = await link(browser, 'apple', 'cancel')
    expect(back.searchParams.get('error')).toBe('user_cancelled_authorize')
    expect(await listProviders(browser)).toEqual(['google'])
  })

  test('an address that Google did not verify may be linked: the owner of the account says that it is theirs', async () => {
    const { browser, id } = await signedIn('apple', { email: newEmail() })
    const other = newEmail()
    const back = await link(browser, 'google', { email: other, verified: false })
    expect(back.searchParams.get('code')).toBeTruthy()
    expect((await signInOnThePhone(api, 'google', { email: other, verified: false })).data.user?.id).toBe(id)
  })

  test('needs a session that lives', async () => {
    const address = `${api.url}/auth/v1/user/identities/authorize?provider=apple`
    const ask = (headers: Record<string, string>) =>
      fetch(address, { headers: { apikey: localKeys.publishable, ...headers }, redirect: 'manual' })
    expect((await ask({})).status).toBe(401)
    expect(await (await ask({ authorization: 'Bearer made-up' })).json()).toMatchObject({ error_code: 'bad_jwt' })
    const { browser } = await signedIn('google', { email: newEmail() })
    const token = (await browser.auth.getSession()).data.session?.access_token
    const led = await ask({ authorization: `Bearer ${token}` })
    expect(led.status).toBe(302)
    expect(await openProviderPage(address).catch(() => 'refused')).toBe('refused')
    await browser.auth.signOut()
    const gone = await ask({ authorization: `Bearer ${token}` })
    expect(await gone.json()).toMatchObject({ error_code: 'session_not_found' })
  })
})

describe('linking with an identity token, as the app does', () => {
  test('joins it to who is signed in', async () => {
    const email = newEmail()
    const phone = api.createClient()
    const { data: first } = await signInOnThePhone(api, 'google', { email }, phone)
    const nonce = randomUUID()
    const sheet = await openSheet(api, 'apple', { email, hide: true }, { nonce: hashNonce(nonce) })
    const { data, error } = await phone.auth.linkIdentity({ provider: 'apple', token: sheet.id_token, nonce })
    expect(error).toBeNull()
    expect((data as { user: { id: string } }).user.id).toBe(first.user?.id)
    expect(await listProviders(phone)).toEqual(['apple', 'google'])
  })

  test('without a session is refused', async () => {
    const { id_token } = await openSheet(api, 'apple', { email: newEmail() })
    const answer = await fetch(`${api.url}/auth/v1/token?grant_type=id_token`, {
      method: 'POST',
      headers: { apikey: localKeys.publishable, 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'apple', id_token, link_identity: true }),
    })
    expect(await answer.json()).toEqual({
      error: 'invalid request',
      error_description: 'Linking requires a valid user access token in Authorization',
    })
  })

  test('of an identity that somebody else has is refused', async () => {
    const theirs = newEmail()
    await signInOnThePhone(api, 'apple', { email: theirs })
    const phone = api.createClient()
    await signInOnThePhone(api, 'google', { email: newEmail() }, phone)
    const { id_token } = await openSheet(api, 'apple', { email: theirs })
    const { error } = await phone.auth.linkIdentity({ provider: 'apple', token: id_token })
    expect(error).toMatchObject({ code: 'identity_already_exists', status: 422 })
  })
})

describe('unlinking', () => {
  test('takes one way away while another remains, and its next sign-in is somebody new', async () => {
    const email = newEmail()
    const { browser, id } = await signedIn('google', { email })
    const back = await link(browser, 'apple', { email, hide: true })
    await browser.auth.exchangeCodeForSession(back.searchParams.get('code') ?? '')
    expect((await unlink(browser, 'apple')).error).toBeNull()
    const { data } = await browser.auth.getUser()
    expect(data.user).toMatchObject({ id, email, app_metadata: { provider: 'google', providers: ['google'] } })
    expect((await signInOnThePhone(api, 'apple', { email })).data.user?.id).not.toBe(id)
  })

  test('the account’s address follows when the way that it came from goes', async () => {
    const email = newEmail()
    const { browser, id } = await signedIn('google', { email })
    const back = await link(browser, 'apple', { email, hide: true })
    await browser.auth.exchangeCodeForSession(back.searchParams.get('code') ?? '')
    expect((await unlink(browser, 'google')).error).toBeNull()
    const { data } = await browser.auth.getUser()
    expect(data.user?.id).toBe(id)
    expect(data.user?.email).toMatch(/@privaterelay\.appleid\.com$/)
    expect(data.user?.email_confirmed_at).toBeTruthy()
  })

  test('the last way stays', async () => {
    const { browser } = await signedIn('google', { email: newEmail() })
    expect((await unlink(browser, 'google')).error?.code).toBe('single_identity_not_deletable')
  })

  test('somebody else’s identity cannot be taken away', async () => {
    const email = newEmail()
    const { browser } = await signedIn('google', { email })
    await signInOnThePhone(api, 'apple', { email })
    const other = await signedIn('google', { email: newEmail() })
    const { data } = await other.browser.auth.getUserIdentities()
    const { error } = await browser.auth.unlinkIdentity(data?.identities[0] as never)
    expect(error?.code).toBe('identity_not_found')
    expect(await listProviders(other.browser)).toEqual(['google'])
  })
})

test('where linking by hand is off, both ways of it are refused', async () => {
  const off = await startTestApi({ providers: true, auth: (auth) => ({ ...auth, enable_manual_linking: false }) })
  const browser = openBrowser(off.url)
  await signInOnTheWeb(browser, 'google', { email: newEmail() })
  const { error } = await browser.auth.linkIdentity({ provider: 'apple', options: { skipBrowserRedirect: true } })
  expect(error).toMatchObject({ code: 'manual_linking_disabled', status: 404 })
  const { data } = await browser.auth.getUserIdentities()
  const refusal = await browser.auth.unlinkIdentity(data?.identities[0] as never)
  expect(refusal.error?.code).toBe('manual_linking_disabled')
  await off.close()
})
