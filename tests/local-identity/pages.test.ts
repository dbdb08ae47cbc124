import { beforeEach, describe, expect, test } from 'vitest'
import { readForm } from '../support/sign-in/walk-provider.ts'
import { createProviders, readToken, redirectUri, servicesId, type TestProviders } from './create-providers.ts'

let both: TestProviders
beforeEach(async () => {
  both = await createProviders()
})

const asked = { redirect_uri: redirectUri, response_type: 'code', state: 's1' }
const appleQuery = { ...asked, client_id: servicesId, response_mode: 'form_post', scope: 'email name' }
const apple = (changes = {}) => `/apple/auth/authorize?${new URLSearchParams({ ...appleQuery, ...changes })}`
const google = (changes = {}) =>
  `/google/o/oauth2/v2/auth?${new URLSearchParams({ ...asked, client_id: 'web', scope: 'email', ...changes })}`
const ann = { action: 'continue', name: 'Ann Tan', email: 'Ann@Example.com' }
const open = async (path: string) => both.fetch(new Request(`http://identity${path}`))

describe('Apple’s page', () => {
  test('asks which address the website may know, and posts code, state and, once, the name', async () => {
    expect(await (await open(apple())).text()).toContain('Hide My Email')
    const first = readForm(await (await both.post(apple(), { ...ann, share: 'email' })).text())
    expect(first.action).toBe(redirectUri)
    expect(first.fields.get('state')).toBe('s1')
    expect(JSON.parse(first.fields.get('user') ?? '')).toEqual({
      name: { firstName: 'Ann', lastName: 'Tan' },
      email: 'ann@example.com',
    })
    const second = readForm(await (await both.post(apple(), ann)).text())
    expect([...second.fields.keys()].sort()).toEqual(['code', 'state'])
  })

  test('lets an account be chosen, and asks about the address where Tandem has no access', async () => {
    await both.post(apple(), { ...ann, share: 'hide' })
    const page = await (await open(apple())).text()
    const id = /name="account" value="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(page).toContain('hidden from Tandem')
    expect(readForm(await (await both.post(apple(), { action: 'continue', account: id })).text()).action).toBe(
      redirectUri,
    )

    await both.post(`/apple/accounts/${id}/stop`, {})
    const choice = await (await both.post(apple(), { action: 'continue', account: id })).text()
    expect(choice).toContain('Which address may Tandem know?')
    const again = await both.post(apple(), { action: 'continue', account: id, share: 'email' })
    expect(readForm(await again.text()).fields.get('user')).toContain('ann@example.com')
  })

  test('cancel posts the reason', async () => {
    const { fields } = readForm(await (await both.post(apple(), { action: 'cancel' })).text())
    expect(Object.fromEntries(fields)).toEqual({ error: 'user_cancelled_authorize', state: 's1' })
  })

  test('wants the answer posted when an address is asked for', async () => {
    const answer = await open(apple({ response_mode: 'query' }))
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('response_mode must be')])
  })
})

describe('Google’s page', () => {
  test('goes back with a code that the token endpoint takes once', async () => {
    const answer = await both.post(google({ nonce: 'n1' }), { ...ann, email_verified: 'yes' })
    const back = new URL(answer.headers.get('location') ?? '')
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([redirectUri, 's1'])
    const { google: client_secret } = await both.createSecrets()
    const code = back.searchParams.get('code') ?? ''
    const request = {
      grant_type: 'authorization_code',
      client_id: 'web',
      client_secret,
      redirect_uri: redirectUri,
      code,
    }
    expect((await both.post('/google/token', { ...request, client_secret: 'wrong' })).status).toBe(401)
    const { id_token } = await (await both.post('/google/token', request)).json()
    expect(readToken(id_token)).toMatchObject({ aud: 'web', email: 'ann@example.com', nonce: 'n1', name: 'Ann Tan' })
    expect((await both.post('/google/token', request)).status).toBe(400)
  })

  test('cancel goes back with the reason', async () => {
    const answer = await both.post(google(), { action: 'cancel' })
    expect(answer.headers.get('location')).toContain('error=access_denied&state=s1')
  })

  test('the box that is not ticked makes an address that is not verified', async () => {
    await both.post(google(), ann)
    expect(await (await open(google())).text()).toContain('ann@example.com, not verified')
  })

  test('an address that is none is asked for again, with the reason', async () => {
    const answer = await both.post(google(), { ...ann, email: 'nobody' })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('role="alert"')])
  })
})

test.each([
  ['an unknown client', { client_id: 'com.evil' }],
  ['an address that is not registered', { redirect_uri: 'https://evil.example/steal' }],
  ['another kind of answer', { response_type: 'token' }],
])('%s is refused on the page, and nothing is sent anywhere', async (_name, changes) => {
  for (const path of [apple(changes), google(changes)])
    for (const answer of [await open(path), await both.post(path, ann)]) {
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('This sign-in cannot begin')
    }
})

test('what people type is shown as text', async () => {
  await both.post(google(), { ...ann, name: '<script>alert(1)</script>' })
  for (const path of [google(), '/']) expect(await (await open(path)).text()).not.toContain('<script>alert')
})
