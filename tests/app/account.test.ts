import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildSubscriptionRow, plans } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/account.tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/account.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const signedIn = {
  'GET /auth/v1/user': { body: session.user },
  'GET /rest/v1/plans': { body: plans },
  'POST /rest/v1/rpc/double_payments': { body: [] },
  'POST /rest/v1/rpc/explain_access': { body: [] },
}
const load = () => route.loader({ request: buildRequest('/account', { cookie }), context: {}, params: {} })
const send = (intent: string) =>
  route.action({ request: buildRequest('/account', { cookie, form: { intent } }), context: {}, params: {} })

function withRows(subscriptions: object[], entitlements: object[] = [], more = {}) {
  return fakeSupabase({
    ...signedIn,
    ...more,
    'GET /rest/v1/subscriptions': { body: subscriptions },
    'GET /rest/v1/entitlements': { body: entitlements },
  })
}

describe('the account page', () => {
  it('reads the rows as the signed-in user', async () => {
    const requests = withRows([buildSubscriptionRow()])
    expect(await load()).toMatchObject({ email: 'ana@example.com', isSubscriber: true, doublePayments: [] })
    const tokens = requests
      .filter(({ url }) => url.includes('/rest/'))
      .map(({ headers }) => headers.get('Authorization'))
    expect(new Set(tokens)).toEqual(new Set([`Bearer ${session.access_token}`]))
  })

  it('warns whoever pays in both stores, and leads to where each can be ended', async () => {
    const paid = {
      plan_id: 'premium',
      expires_at: '2026-05-20T08:00:00+00:00',
      is_kept: true,
      advice: 'Keep this one.',
    }
    withRows([buildSubscriptionRow({ id: 'a' }), buildSubscriptionRow({ id: 'b', store: 'app_store' })], [], {
      'POST /rest/v1/rpc/double_payments': {
        body: [
          { ...paid, store: 'stripe' },
          { ...paid, store: 'app_store', is_kept: false, advice: 'Cancel this one on your iPhone.' },
        ],
      },
    })
    expect(await load()).toMatchObject({
      doublePayments: [
        { title: 'Premium', paidWhere: 'on this website', href: '#subscription-a' },
        { title: 'Premium', paidWhere: 'through the App Store', href: 'https://apps.apple.com/account/subscriptions' },
      ],
      subscriptions: [{ id: 'a' }, { id: 'b' }],
    })
  })

  it('explains why there is access', async () => {
    const source = {
      source: 'Stripe subscription sub_1',
      plan: 'Premium',
      entitlements: ['standard', 'premium'],
      state: 'active',
      counts: true,
      until: '2026-05-21T08:00:00+00:00',
      why: 'Paid until 2026-05-20 08:00 UTC at Stripe.',
      decided_by: 'stripe_leeway = 1 day',
    }
    withRows([buildSubscriptionRow()], [], { 'POST /rest/v1/rpc/explain_access': { body: [source] } })
    expect(await load()).toMatchObject({ access: [{ counts: true, why: source.why }] })
  })

  it('tells of a right that was given by hand', async () => {
    withRows(
      [],
      [{ entitlement: 'premium', store: 'grant', plan_id: null, access_ends_at: '9999-12-31T00:00:00+00:00' }],
    )
    expect(await load()).toMatchObject({
      isSubscriber: false,
      rights: ['Premium lessons were given to you, without an end.'],
    })
  })

  it('says that it is away while the database is, and logs why', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    // 504: supabase-js tries again, with pauses, after a 503.
    const away = { status: 504, body: { code: 'PGRST003', message: 'no' } }
    fakeSupabase({ ...signedIn, 'GET /rest/v1/subscriptions': away, 'GET /rest/v1/entitlements': away })
    await expect(load()).rejects.toMatchObject({ init: { status: 503 } })
    expect(log.mock.calls.join()).toContain('Reading subscriptions failed: 504 PGRST003')
  })

  it('fails rather than guess when the database refuses or a row has an unknown status', async () => {
    withRows([{ ...buildSubscriptionRow(), status: 'hibernating' }])
    await expect(load()).rejects.toThrow(/status/)
  })
})

describe('canceling and resuming', () => {
  it('is asked of the billing function with the user’s token, and no id', async () => {
    const requests = fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cancel': { body: { will_renew: false, expires_at: '2026-05-20T08:00:00Z' } },
    })
    expect(await send('cancel')).toMatchObject({ data: { tone: 'good' } })
    const call = requests.find(({ method }) => method === 'POST')
    expect(call?.headers.get('Authorization')).toBe(`Bearer ${session.access_token}`)
    expect(await call?.json()).toEqual({})
  })

  it('tells a refusal in the sentence of its code, whatever message came', async () => {
    fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cancel': { status: 409, body: { code: 'already_canceled', message: '<b>x</b>' } },
    })
    expect(await send('cancel')).toMatchObject({
      data: { tone: 'bad', text: 'This subscription is already set to end.' },
    })
  })

  it('says that the store is away when the function cannot be reached', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    fakeSupabase(signedIn)
    expect(await send('resume')).toMatchObject({
      data: { tone: 'bad', text: expect.stringContaining('does not answer') },
    })
    expect(log).toHaveBeenCalledOnce()
  })

  it('knows no other intent', async () => {
    fakeSupabase(signedIn)
    await expect(send('delete')).rejects.toMatchObject({ init: { status: 400 } })
  })
})
