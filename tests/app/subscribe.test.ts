import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { plans } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/subscribe.$plan.tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/subscribe.$plan.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const signedIn = { 'GET /auth/v1/user': { body: session.user }, 'GET /rest/v1/plans': { body: plans } }
const call = 'POST /functions/v1/billing/subscribe'
const load = (plan: string) =>
  route.loader({ request: buildRequest(`/subscribe/${plan}`, { cookie }), context: {}, params: { plan } })
const ask = (plan: string) =>
  route.action({ request: buildRequest(`/subscribe/${plan}`, { cookie, form: {} }), context: {}, params: { plan } })

describe('the page that sells a plan', () => {
  it('starts nothing by being opened', async () => {
    const requests = fakeSupabase(signedIn)
    expect(await load('premium')).toMatchObject({
      plan: { name: 'Premium', price: 'S$15.90' },
      setup: { publishableKey: 'pk_x' },
    })
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('is not there for a plan that does not exist', async () => {
    fakeSupabase(signedIn)
    await expect(load('gold')).rejects.toMatchObject({ init: { status: 404 } })
  })

  it('hands on the payment that the billing function opened', async () => {
    const requests = fakeSupabase({
      ...signedIn,
      [call]: { body: { subscription_id: 'sub_1', client_secret: 'pi_1_secret_1', status: 'incomplete' } },
    })
    expect(await ask('premium')).toEqual({ clientSecret: 'pi_1_secret_1', refusal: null })
    expect(await requests.find(({ method }) => method === 'POST')?.json()).toEqual({ plan_id: 'premium' })
  })

  it('goes straight to the end when nothing is to be paid', async () => {
    fakeSupabase({ ...signedIn, [call]: { body: { subscription_id: 'sub_1', client_secret: null, status: 'active' } } })
    expect(((await ask('premium')) as Response).headers.get('Location')).toBe('/subscribe/return')
  })

  it.each([
    [409, 'already_subscribed'],
    [409, 'subscribed_in_app_store'],
    [409, 'purchase_in_progress'],
    [503, 'store_unavailable'],
    [500, 'internal'],
  ])('shows why it does not sell: %d %s', async (status, code) => {
    fakeSupabase({ ...signedIn, [call]: { status, body: { code, message: 'x' } } })
    expect(await ask('premium')).toEqual({ clientSecret: null, refusal: code })
  })

  it.each([
    ['an error page of a proxy', 502, 'Bad gateway'],
    ['a code of tomorrow', 409, { code: 'new_code', message: 'x' }],
    ['an answer in another shape', 200, { secret: 'pi_1' }],
  ])('treats %s as our own failure', async (_case, status, body) => {
    fakeSupabase({ ...signedIn, [call]: { status, body } })
    expect(await ask('premium')).toEqual({ clientSecret: null, refusal: 'internal' })
  })
})
