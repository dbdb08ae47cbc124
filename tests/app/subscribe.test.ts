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
const option = (plan_id: string, values = {}) => ({
  store: 'stripe',
  plan_id,
  allowed: true,
  code: null,
  trial_allowed: plan_id === 'premium',
  ...values,
})
const signedIn = {
  'GET /auth/v1/user': { body: session.user },
  'GET /rest/v1/plans': { body: plans },
  'GET /rest/v1/payment_methods': { body: [] },
  'POST /rest/v1/rpc/purchase_options': { body: [option('standard'), option('premium')] },
  'POST /rest/v1/rpc/checkout_settings': { body: [{ web_checkout: 'elements', promotion_codes: true }] },
}
const call = 'POST /functions/v1/billing/subscribe'
const load = (path: string) => {
  const plan = new URL(path, 'http://x').pathname.split('/').at(-1)
  return route.loader({ request: buildRequest(path, { cookie }), context: {}, params: { plan } })
}
const ask = (plan: string, form: Record<string, string> = { intent: 'subscribe', trial: 'no' }) =>
  route.action({ request: buildRequest(`/subscribe/${plan}`, { cookie, form }), context: {}, params: { plan } })
const askFor = async (plan: string, form?: Record<string, string>) => {
  const answer = await ask(plan, form)
  return 'data' in answer ? answer.data : answer
}

describe('the page that sells a plan', () => {
  it('asks only our own database', async () => {
    const requests = fakeSupabase(signedIn)
    expect(await load('/subscribe/standard')).toMatchObject({
      offer: { name: 'Standard', payLabel: 'Pay S$9.90', trialDays: 0 },
      setup: { publishableKey: 'pk_x' },
      hasCards: false,
      isHosted: false,
    })
    expect(requests.some(({ url }) => url.includes('/functions/'))).toBe(false)
  })

  it('offers the trial to whom the database allows one', async () => {
    fakeSupabase(signedIn)
    expect(await load('/subscribe/premium')).toMatchObject({ offer: { payLabel: 'Start 7 days free', trialDays: 7 } })
  })

  it.each([
    ['the reader wants none', '/subscribe/premium?trial=no', {}],
    [
      'the reader had one',
      '/subscribe/premium',
      {
        'POST /rest/v1/rpc/purchase_options': { body: [option('premium', { trial_allowed: false })] },
      },
    ],
  ])('offers no trial when %s', async (_case, path, more) => {
    fakeSupabase({ ...signedIn, ...more })
    expect(await load(path)).toMatchObject({ offer: { payLabel: 'Pay S$15.90', trialDays: 0 } })
  })

  it('says at once why it does not sell', async () => {
    const body = [option('premium', { allowed: false, code: 'subscribed_in_app_store', trial_allowed: false })]
    fakeSupabase({ ...signedIn, 'POST /rest/v1/rpc/purchase_options': { body } })
    expect(await load('/subscribe/premium')).toMatchObject({
      refusal: 'subscribed_in_app_store',
      takesPromotionCodes: false,
    })
  })

  it('leads to Stripe’s own page where the settings say so', async () => {
    const body = [{ web_checkout: 'hosted', promotion_codes: true }]
    fakeSupabase({ ...signedIn, 'POST /rest/v1/rpc/checkout_settings': { body } })
    expect(await load('/subscribe/premium')).toMatchObject({ isHosted: true, takesPromotionCodes: false })
  })

  it('is not there for a plan that does not exist', async () => {
    fakeSupabase(signedIn)
    await expect(load('/subscribe/gold')).rejects.toMatchObject({ init: { status: 404 } })
  })
})

describe('the button of the page that sells a plan', () => {
  it('hands on the payment that the billing function opened, and remembers whose it is', async () => {
    const requests = fakeSupabase({
      ...signedIn,
      [call]: { body: { kind: 'payment', subscription_id: 'sub_1', client_secret: 'pi_1_secret_1' } },
    })
    const answer = await ask('premium', { intent: 'subscribe', trial: 'no', promotion_code: 'SPRING' })
    expect(answer).toMatchObject({ data: { kind: 'payment', clientSecret: 'pi_1_secret_1' } })
    expect(await requests.find(({ method }) => method === 'POST')?.json()).toEqual({
      plan_id: 'premium',
      trial: false,
      promotion_code: 'SPRING',
    })
    const header = new Headers((answer as { init: ResponseInit }).init.headers).get('Set-Cookie') ?? ''
    expect(header).toMatch(/^tandem-payment=.*HttpOnly.*SameSite=Lax/)
    expect(header).not.toContain('secret')
  })

  it('hands on the card to be confirmed for a trial', async () => {
    fakeSupabase({ ...signedIn, [call]: { body: { kind: 'setup', client_secret: 'seti_1_secret_1' } } })
    expect(await askFor('premium', { intent: 'subscribe', trial: 'yes' })).toEqual({
      kind: 'setup',
      clientSecret: 'seti_1_secret_1',
    })
  })

  it.each([
    ['to the end when nothing is to be paid', { kind: 'done', status: 'active' }, '/subscribe/return'],
    [
      'to Stripe’s own page',
      { kind: 'redirect', url: 'https://checkout.example.com/c/1' },
      'https://checkout.example.com/c/1',
    ],
  ])('goes straight %s', async (_case, body, location) => {
    fakeSupabase({ ...signedIn, [call]: { body } })
    const answer = await ask('premium').catch((thrown: unknown) => thrown)
    expect(answer).toBeInstanceOf(Response)
    expect((answer as Response).status).toBe(303)
    expect((answer as Response).headers.get('Location')).toBe(location)
  })

  it.each([
    [409, 'already_subscribed'],
    [409, 'subscribed_in_app_store'],
    [409, 'purchase_in_progress'],
    [409, 'plan_not_sold'],
    [422, 'promotion_code_invalid'],
    [503, 'store_unavailable'],
    [500, 'internal'],
  ])('shows why it does not sell: %d %s', async (status, code) => {
    fakeSupabase({ ...signedIn, [call]: { status, body: { code, message: 'x' } } })
    expect(await askFor('premium')).toMatchObject({ kind: 'refused', code })
  })

  it.each([
    ['an error page of a proxy', 502, 'Bad gateway'],
    ['a code of tomorrow', 409, { code: 'new_code', message: 'x' }],
    ['an answer in another shape', 200, { secret: 'pi_1' }],
  ])('treats %s as our own failure', async (_case, status, body) => {
    fakeSupabase({ ...signedIn, [call]: { status, body } })
    expect(await askFor('premium')).toMatchObject({ kind: 'refused', code: 'internal' })
  })
})

describe('what else the page asks', () => {
  it('shows the amounts of a promotion code before anything is bought', async () => {
    const body = {
      amount_due: 792,
      amount_off: 198,
      currency: 'sgd',
      name: 'Spring',
      duration: 'once',
      duration_in_months: null,
    }
    fakeSupabase({ ...signedIn, 'POST /functions/v1/billing/promotion': { body } })
    expect(await askFor('standard', { intent: 'promotion', promotion_code: ' SPRING ' })).toMatchObject({
      kind: 'promotion',
      offer: { amount: 792, payLabel: 'Pay S$7.92', discount: { code: 'SPRING' } },
    })
  })

  it.each([
    [{ body: { customer_session_client_secret: 'cuss_1' } }, 'cuss_1'],
    [{ status: 503, body: { code: 'store_unavailable', message: 'x' } }, null],
  ])('opens the saved cards, or goes on without them', async (answer, clientSecret) => {
    fakeSupabase({ ...signedIn, 'POST /functions/v1/billing/session': answer })
    expect(await askFor('standard', { intent: 'session' })).toEqual({ kind: 'session', clientSecret })
  })
})
