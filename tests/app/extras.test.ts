import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { boughtInApp } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/extras.$extra.tsx')
let returnRoute: typeof import('#app/routes/extras.return.tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/extras.$extra.tsx')
  returnRoute = await import('#app/routes/extras.return.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const workshop = {
  id: 'workshop',
  name: 'The repair workshop',
  description: 'Every repair.',
  amount: 2900,
  currency: 'sgd',
  entitlements: ['workshop'],
}
const payment = {
  payment_intent_id: 'pi_1',
  environment: 'production',
  extra_id: 'workshop',
  amount: 2900,
  currency: 'sgd',
  status: 'succeeded',
  created_at: '2026-05-10T08:00:00+00:00',
  paid_at: '2026-05-10T08:00:00+00:00',
  card_brand: 'visa',
  card_last4: '4242',
  payment_fault: null,
}
const lessons = [{ slug: 'wheel', title: 'True a wheel', summary: 'x', required_entitlement: 'workshop' }]
const catalogue = {
  'GET /rest/v1/extras': { body: [workshop] },
  'GET /rest/v1/lesson_previews': { body: lessons },
}

function signedIn(payments: object[] = [], more = {}) {
  return fakeSupabase({
    ...catalogue,
    'GET /auth/v1/user': { body: session.user },
    'GET /rest/v1/payments': { body: payments },
    'GET /rest/v1/payment_methods': { body: [] },
    'GET /rest/v1/app_store_purchases': { body: [] },
    'GET /rest/v1/entitlements': { body: [] },
    ...more,
  })
}
const load = (extra = 'workshop', as: string | undefined = cookie) =>
  route.loader({ request: buildRequest(`/extras/${extra}`, { cookie: as }), context: {}, params: { extra } })

describe('the page of something that is bought once', () => {
  it('shows a visitor what it is, what it opens and what it costs', async () => {
    fakeSupabase(catalogue)
    const request = buildRequest('/extras/workshop')
    expect(await route.loader({ request, context: {}, params: { extra: 'workshop' } })).toMatchObject({
      extra: { name: 'The repair workshop', price: 'S$29.00', amount: 2900 },
      lessons: [{ slug: 'wheel' }],
      isSignedIn: false,
      signInPath: '/sign-in?next=%2Fextras%2Fworkshop',
    })
  })

  it.each([
    ['not bought', [], { isOwned: false, isOnItsWay: false }],
    ['paid', [payment], { isOwned: true }],
    ['still on its way', [{ ...payment, status: 'processing' }], { isOwned: false, isOnItsWay: true }],
    ['refunded', [{ ...payment, payment_fault: 'refunded' }], { isOwned: false }],
  ])('knows when it is %s', async (_case, payments, expected) => {
    signedIn(payments)
    expect(await load()).toMatchObject(expected)
  })

  it.each([
    ['who bought it in the app', [boughtInApp.right], true],
    ['whose purchase in the app gives nothing', [], false],
  ])('sells to whom it has to: %s', async (_case, rights, isOwned) => {
    signedIn([], {
      'GET /rest/v1/app_store_purchases': { body: [boughtInApp.purchase] },
      'GET /rest/v1/entitlements': { body: rights },
    })
    expect(await load()).toMatchObject({ isOwned, isOnItsWay: false })
  })

  it('is not there for what is not sold', async () => {
    signedIn()
    await expect(load('piano')).rejects.toMatchObject({ init: { status: 404 } })
  })

  const buy = (form: Record<string, string>, answer: object) => {
    const requests = signedIn([], { 'POST /functions/v1/billing/extras/buy': answer })
    const request = buildRequest('/extras/workshop', { cookie, form: { intent: 'buy', ...form } })
    return { requests, reply: route.action({ request, context: {}, params: { extra: 'workshop' } }) }
  }

  it('sends no amount: the function finds it', async () => {
    const body = { kind: 'payment', client_secret: 'pi_1_secret_1', amount: 2900, currency: 'sgd' }
    const { requests, reply } = buy({ save_card: 'off_session', amount: '1' }, { body })
    expect(await reply).toEqual({ kind: 'payment', clientSecret: 'pi_1_secret_1', amount: 2900, currency: 'sgd' })
    expect(await requests.at(-1)?.json()).toEqual({ extra_id: 'workshop', save_card: 'off_session' })
  })

  it('tells who owns it already', async () => {
    const { reply } = buy({ save_card: 'no' }, { status: 409, body: { code: 'already_owned', message: 'x' } })
    expect(await reply).toMatchObject({ kind: 'refused', code: 'already_owned' })
  })

  it('takes no other answer about the card than the three', async () => {
    const { reply } = buy({ save_card: 'always' }, { body: {} })
    await expect(reply).rejects.toMatchObject({ init: { status: 400 } })
  })
})

describe('the page after buying once', () => {
  const path = '/extras/return?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_1'
  const back = (as?: string) =>
    returnRoute.loader({ request: buildRequest(path, { cookie: as }), context: {}, params: {} })

  it('knows the reader’s own payment', async () => {
    signedIn([payment])
    expect(await back(cookie)).toMatchObject({ order: { kind: 'payment' }, extraId: 'workshop', isOwned: true })
  })

  it('tells nothing about the payment of somebody else', async () => {
    signedIn([])
    expect(await back(cookie)).toMatchObject({ order: null, extraId: null, isOwned: false })
  })

  it('keeps the secret out of the address of the sign-in page', async () => {
    fakeSupabase({})
    const thrown = await back().catch((response: Response) => response)
    expect((thrown as Response).headers.get('Location')).toBe('/sign-in?next=/extras/return')
  })
})
