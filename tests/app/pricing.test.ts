import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { boughtInApp, buildSubscriptionRow, plans } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let pricing: typeof import('#app/routes/pricing.tsx')
let lesson: typeof import('#app/routes/lessons.$slug.tsx')
beforeAll(async () => {
  stubWebEnv()
  pricing = await import('#app/routes/pricing.tsx')
  lesson = await import('#app/routes/lessons.$slug.tsx')
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
const catalogue = { 'GET /rest/v1/plans': { body: plans }, 'GET /rest/v1/extras': { body: [workshop] } }

function signedIn(trial_allowed: boolean, subscriptions: object[] = [], more = {}) {
  const option = { store: 'stripe', plan_id: 'premium', allowed: true, code: null, trial_allowed }
  return fakeSupabase({
    ...catalogue,
    'GET /auth/v1/user': { body: session.user },
    'GET /rest/v1/subscriptions': { body: subscriptions },
    'GET /rest/v1/payments': { body: [] },
    'GET /rest/v1/app_store_purchases': { body: [] },
    'GET /rest/v1/entitlements': { body: [] },
    'POST /rest/v1/rpc/purchase_options': { body: [option, { ...option, store: 'app_store', trial_allowed: true }] },
    ...more,
  })
}
const load = (as?: string) =>
  pricing.loader({ request: buildRequest('/pricing', { cookie: as }), context: {}, params: {} })

describe('the price list', () => {
  it('tells a visitor of the trial and of what is bought once', async () => {
    fakeSupabase(catalogue)
    expect(await load()).toMatchObject({
      plans: [
        { id: 'standard', trialDays: 0 },
        { id: 'premium', trialDays: 7 },
      ],
      extras: [{ words: { name: 'The repair workshop', price: 'S$29.00' }, isOwned: false }],
    })
  })

  it.each([
    [true, 7],
    [false, 0],
  ])('tells a member of the trial when they may have one: %s', async (isAllowed, trialDays) => {
    signedIn(isAllowed)
    expect((await load(cookie)).plans[1]).toMatchObject({ trialDays })
  })

  it('shows a subscriber their plan', async () => {
    signedIn(false, [buildSubscriptionRow()])
    expect(await load(cookie)).toMatchObject({ runningPlanIds: ['premium'] })
  })

  it('shows what was bought in the app as bought', async () => {
    signedIn(true, [], {
      'GET /rest/v1/app_store_purchases': { body: [boughtInApp.purchase] },
      'GET /rest/v1/entitlements': { body: [boughtInApp.right] },
    })
    expect((await load(cookie)).extras).toMatchObject([{ isOwned: true }])
  })
})

describe('a lesson that no plan opens', () => {
  it('offers what opens it', async () => {
    const preview = { slug: 'wheel', title: 'True a wheel', summary: 'x', required_entitlement: 'workshop' }
    fakeSupabase({
      ...catalogue,
      'GET /rest/v1/lesson_previews': { body: [preview] },
      'GET /rest/v1/lessons': { body: [] },
    })
    const request = buildRequest('/lessons/wheel')
    expect(await lesson.loader({ request, context: {}, params: { slug: 'wheel' } })).toMatchObject({
      plans: [],
      extras: [{ id: 'workshop', price: 'S$29.00' }],
    })
  })
})
