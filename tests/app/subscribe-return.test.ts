import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildSubscriptionRow } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/subscribe.return.tsx')
let begun: typeof import('#app/billing/begun-payment.server.ts')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/subscribe.return.tsx')
  begun = await import('#app/billing/begun-payment.server.ts')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const path = '/subscribe/return?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_1'

function withSubscriptions(rows: object[], more = {}) {
  return fakeSupabase({
    'GET /auth/v1/user': { body: session.user },
    'GET /rest/v1/subscriptions': { body: rows },
    ...more,
  })
}
const load = (address = path, cookies = cookie) =>
  route.loader({ request: buildRequest(address, { cookie: cookies }), context: {}, params: {} })

/** The cookie of a payment that this browser began, beside the session's. */
async function afterPaying(userId = session.user.id, secret = 'pi_1_secret_1'): Promise<string> {
  const header = await begun.rememberPayment(userId, secret, 'premium')
  return `${cookie}; ${header.split(';')[0]}`
}

describe('the page after subscribing', () => {
  it('reads our database, and leaves the question to Stripe to a POST', async () => {
    const requests = withSubscriptions([buildSubscriptionRow()])
    expect(await load(path, await afterPaying())).toMatchObject({
      order: { kind: 'payment', clientSecret: 'pi_1_secret_1' },
      isSubscriber: true,
      planId: 'premium',
    })
    expect(requests.some(({ url }) => url.includes('/functions/'))).toBe(false)
  })

  it.each([
    ['by a browser that began nothing', async () => cookie],
    ['with the secret of another payment', () => afterPaying(session.user.id, 'pi_2_secret_2')],
    ['by another person in the same browser', () => afterPaying('8a1b0f5e-0000-4000-8000-00000000000b')],
  ])('tells nothing of a payment when it is opened %s', async (_case, cookies) => {
    withSubscriptions([])
    expect(await load(path, await cookies())).toMatchObject({ order: null, isSubscriber: false })
  })

  it('knows the end of a trial', async () => {
    withSubscriptions([buildSubscriptionRow({ period_type: 'trial' })])
    expect(await load('/subscribe/return')).toMatchObject({ trialEndsOn: '20 May 2026' })
  })

  it('does not take a subscription of the App Store for what was paid here', async () => {
    withSubscriptions([buildSubscriptionRow({ store: 'app_store' })])
    expect(await load()).toMatchObject({ isSubscriber: false })
  })

  it('leads back to the plan whose payment is not finished', async () => {
    withSubscriptions([buildSubscriptionRow({ status: 'incomplete', plan_id: 'standard' })])
    expect(await load('/subscribe/return?session_id=cs_1')).toMatchObject({
      planId: 'standard',
      isFromCheckout: true,
    })
  })

  it('keeps the secret out of the address of the sign-in page', async () => {
    fakeSupabase({})
    const request = buildRequest(path)
    const thrown = await route.loader({ request, context: {}, params: {} }).catch((response: Response) => response)
    expect((thrown as Response).headers.get('Location')).toBe('/sign-in?next=/subscribe/return')
  })

  it.each([
    ['trial_used', { body: { status: null, refusal: 'trial_used' } }, 'trial_used'],
    ['nothing', { body: { status: 'active', refusal: null } }, null],
    ['nothing while Stripe is away: the webhook follows', { status: 503, body: { code: 'store_unavailable' } }, null],
  ])('asks at once, and hears of %s', async (_case, answer, refusal) => {
    withSubscriptions([], { 'POST /functions/v1/billing/refresh': answer })
    const request = buildRequest('/subscribe/return', { cookie, form: { intent: 'refresh' } })
    expect(await route.action({ request, context: {}, params: {} })).toEqual({ kind: 'refreshed', refusal })
  })
})
