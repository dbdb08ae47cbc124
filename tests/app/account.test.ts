import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { boughtInApp, buildCardRow, buildPaymentRow, buildSubscriptionRow, extras, plans } from './build-rows.ts'
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
  'GET /rest/v1/billing_accounts': { body: [] },
  'GET /rest/v1/payment_methods': { body: [] },
  'GET /rest/v1/notices': { body: [] },
  'GET /rest/v1/payments': { body: [] },
  'GET /rest/v1/app_store_purchases': { body: [] },
  'GET /rest/v1/extras': { body: extras },
}
const load = (path = '/account') => route.loader({ request: buildRequest(path, { cookie }), context: {}, params: {} })
const send = (intent: string, more: Record<string, string> = {}) =>
  route.action({ request: buildRequest('/account', { cookie, form: { intent, ...more } }), context: {}, params: {} })

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

describe('how the subscription is billed', () => {
  const account = { balance: 500, currency: 'sgd', default_payment_method_id: 'pm_1' }
  const noon = new Date('2026-05-10T12:00:00Z')
  const factsOf = async () => {
    const [first] = (await load()).subscriptions
    return Object.fromEntries(first!.facts.map(({ term, text, note }) => [term, note ? `${text} (${note})` : text]))
  }
  beforeEach(() => void vi.useFakeTimers({ now: noon, toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  it('is said with period, next charge, balance and card', async () => {
    withRows([buildSubscriptionRow()], [], {
      'GET /rest/v1/billing_accounts': { body: [account] },
      'GET /rest/v1/payment_methods': { body: [buildCardRow()] },
    })
    expect(await factsOf()).toEqual({
      'Billing period': expect.stringMatching(/^20 April.–.20 May 2026$/),
      'Next charge': 'S$10.90 on 20 May 2026 (S$15.90 less S$5.00 of your credit)',
      Balance: 'S$5.00 credit',
      Card: 'Visa ending in 4242 (Expires 04/2028)',
    })
  })

  it('is read from the database alone', async () => {
    const requests = withRows([buildSubscriptionRow()])
    await load()
    expect(requests.filter(({ url }) => url.includes('/functions/'))).toEqual([])
  })

  it('is left to Apple for what Apple bills', async () => {
    withRows([buildSubscriptionRow({ store: 'app_store' })])
    expect(await factsOf()).toEqual({})
  })

  it('names what is owned for good, and what went back is not owned', async () => {
    withRows([], [], { 'GET /rest/v1/payments': { body: [buildPaymentRow()] } })
    expect((await load()).extras).toMatchObject([{ name: 'The repair workshop', boughtOn: '2 May 2026' }])
    withRows([], [], { 'GET /rest/v1/payments': { body: [buildPaymentRow({ payment_fault: 'refunded' })] } })
    expect((await load()).extras).toMatchObject([{ boughtOn: null, price: 'S$29.00' }])
  })

  it('names what was bought in the app, and asks for nothing that Apple has given the money back for', async () => {
    const requests = withRows([], [boughtInApp.right], {
      'GET /rest/v1/app_store_purchases': { body: [boughtInApp.purchase] },
    })
    expect((await load()).extras).toMatchObject([{ name: 'The repair workshop', boughtOn: '3 May 2026' }])
    const asked = requests.find(({ url }) => url.includes('/app_store_purchases'))
    expect(new URL(asked?.url ?? '').searchParams.get('revoked_at')).toBe('is.null')
  })

  it('tells of a failed payment, with the way to make it', async () => {
    const notice = { id: 1, kind: 'payment_failed', invoice_id: 'in_1', happens_at: '2026-05-09T08:00:00+00:00' }
    withRows([], [], { 'GET /rest/v1/notices': { body: [notice] } })
    expect((await load()).notices).toMatchObject([{ ids: [1], tone: 'bad', link: { to: '/pay/in_1' } }])
  })

  it('says what was just done, and nothing that only the address says', async () => {
    withRows([])
    expect((await load('/account?done=changed')).done).toBe('Your plan has changed.')
    expect((await load('/account?done=toString')).done).toBeNull()
  })
})

describe('canceling and resuming', () => {
  it('is asked of the billing function with the user’s token, and no id', async () => {
    const requests = fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cancel': {
        body: { will_renew: false, expires_at: '2026-05-20T08:00:00Z', status: 'active' },
      },
    })
    expect(await send('cancel')).toMatchObject({ tone: 'good', text: expect.stringContaining('Until then') })
    const call = requests.find(({ method }) => method === 'POST')
    expect(call?.headers.get('Authorization')).toBe(`Bearer ${session.access_token}`)
    expect(await call?.json()).toEqual({})
  })

  it('hands on the reason and the comment, and nothing else that a form may hold', async () => {
    const requests = fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cancel': { body: { will_renew: false, expires_at: '2026-05-20', status: 'active' } },
    })
    await send('cancel', { feedback: 'too_expensive', comment: ' Rent went up. ', subscription_id: 'sub_other' })
    await send('cancel', { feedback: 'nonsense', comment: '  ' })
    const bodies = requests.filter(({ method }) => method === 'POST').map((request) => request.json())
    expect(await Promise.all(bodies)).toEqual([{ feedback: 'too_expensive', comment: 'Rent went up.' }, {}])
  })

  it('says that a trial ended at once', async () => {
    fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cancel': { body: { will_renew: false, expires_at: '2026-05-10', status: 'expired' } },
    })
    expect(await send('cancel')).toEqual({ tone: 'good', text: 'Your trial has ended. Nothing was charged.' })
  })

  it('tells a refusal in the sentence of its code, whatever message came', async () => {
    fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cancel': { status: 409, body: { code: 'already_canceled', message: '<b>x</b>' } },
    })
    expect(await send('cancel')).toEqual({ tone: 'bad', text: 'This subscription is already set to end.' })
  })

  it('says that the store is away when the function cannot be reached', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    fakeSupabase(signedIn)
    expect(await send('resume')).toEqual({ tone: 'bad', text: expect.stringContaining('does not answer') })
    expect(log).toHaveBeenCalledOnce()
  })

  it('leads to Stripe’s portal with a 303', async () => {
    fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/portal': { body: { url: 'https://billing.example.com/p/1' } },
    })
    const answer = (await send('portal')) as Response
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, 'https://billing.example.com/p/1'])
  })

  it('dismisses a notice as the signed-in user, by its id', async () => {
    const requests = fakeSupabase({ ...signedIn, 'DELETE /rest/v1/notices': { body: [] } })
    expect(((await send('dismiss', { notice: '7' })) as Response).headers.get('Location')).toBe('/account')
    const call = requests.find(({ method }) => method === 'DELETE')!
    expect(new URL(call.url).searchParams.get('id')).toBe('in.(7)')
    expect(call.headers.get('Authorization')).toBe(`Bearer ${session.access_token}`)
  })

  it('knows no other intent', async () => {
    fakeSupabase(signedIn)
    await expect(send('delete')).rejects.toMatchObject({ init: { status: 400 } })
  })
})
