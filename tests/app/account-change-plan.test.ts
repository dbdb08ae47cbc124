import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ChangePreview, describeChange } from '#app/billing/describe-change.ts'
import type { SubscriptionRow } from '#app/billing/rows.server.ts'
import { buildSubscriptionRow, plans } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/account_.change-plan.tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/account_.change-plan.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const path = '/account/change-plan'
const signedIn = (rows: Partial<SubscriptionRow>[] = [{ plan_id: 'standard' }]) => ({
  'GET /auth/v1/user': { body: session.user },
  'GET /rest/v1/plans': { body: plans },
  'GET /rest/v1/subscriptions': { body: rows.map(buildSubscriptionRow) },
})
const load = (query = '') => route.loader({ request: buildRequest(path + query, { cookie }), context: {}, params: {} })
const send = (form: Record<string, string>) =>
  route.action({ request: buildRequest(path, { cookie, form }), context: {}, params: {} })
const billing = (call: string) => `POST /functions/v1/billing/${call}`
const bodyOf = (requests: Request[], call: string) => requests.find(({ url }) => url.endsWith(call))?.json()

const upgrade: ChangePreview = {
  change: 'upgrade',
  takes_effect: 'now',
  effective_at: '2026-05-10T12:00:00Z',
  amount_due: 194,
  credit: 0,
  next_amount: 1590,
  next_charge_at: '2026-05-20T08:00:00Z',
  currency: 'sgd',
  proration_date: 1_778_414_400,
}

describe('the page that changes a plan', () => {
  it('marks the plan that one has', async () => {
    fakeSupabase(signedIn())
    expect(await load()).toMatchObject({ currentPlanId: 'standard', refusal: null, planned: null })
  })

  it.each<[string, Partial<SubscriptionRow>[]]>([
    ['payment_overdue', [{ status: 'in_grace_period' }]],
    ['subscription_ending', [{ will_renew: false }]],
    ['change_pending', [{ plan_id: 'standard', pending_plan_id: 'premium' }]],
    ['managed_in_app_store', [{ store: 'app_store' }]],
    ['subscription_not_found', [{ status: 'expired' }]],
    ['subscription_not_found', []],
  ])('says beforehand that there is nothing to choose: %s', async (refusal, rows) => {
    fakeSupabase(signedIn(rows))
    expect((await load()).refusal).toBe(refusal)
  })

  it('shows a planned change instead of a choice', async () => {
    fakeSupabase(signedIn([{ next_plan_id: 'standard' }]))
    expect((await load()).planned).toEqual({ currentPlan: 'Premium', nextPlan: 'Standard', changesOn: '20 May 2026' })
  })

  it('knows, back from the bank, which invoice was paid', async () => {
    fakeSupabase(signedIn())
    expect((await load('?invoice=in_1&payment_intent_client_secret=pi_1_secret_1')).returnedInvoice).toBe('in_1')
    expect((await load('?invoice=in_1')).returnedInvoice).toBeNull()
  })
})

describe('a preview', () => {
  it('is asked of the billing function and shown to the cent', async () => {
    fakeSupabase({ ...signedIn(), [billing('preview-change')]: { body: upgrade } })
    expect(await send({ intent: 'preview', plan: 'premium' })).toMatchObject({
      kind: 'preview',
      isRenewed: false,
      words: { title: 'Change to Premium', confirmLabel: 'Pay S$1.94 and change', prorationDate: 1_778_414_400 },
    })
  })

  it.each<[string, Partial<ChangePreview>, string, Record<string, string>]>([
    [
      'an upgrade',
      {},
      'You pay the difference for the rest of this period. Premium begins as soon as it is paid.',
      { 'Charged now': 'S$1.94', 'Next charge': 'S$15.90 on 20 May 2026', 'Takes effect': 'At once' },
    ],
    [
      'an upgrade that the credit pays',
      { amount_due: 0, next_amount: 1400 },
      'Premium begins at once.',
      { 'Charged now': 'S$0.00', 'Next charge': 'S$14.00 on 20 May 2026' },
    ],
    [
      'a credit',
      { change: 'downgrade', amount_due: 0, credit: 194, next_amount: 796 },
      'What is left of Standard is credited to your account and lowers your next payments.',
      { 'Credited to your account': 'S$1.94', 'Next charge': 'S$7.96 on 20 May 2026' },
    ],
    [
      'a change at the end of the period',
      { change: 'downgrade', takes_effect: 'period_end', effective_at: '2026-05-20T08:00:00Z', amount_due: 0 },
      'You keep Standard until 20 May 2026. Then Premium begins.',
      { 'Takes effect': 'On 20 May 2026' },
    ],
    [
      'a change in a trial',
      { change: 'trial_switch', amount_due: 0, proration_date: null },
      'You are in your trial: changing to Premium is free, and the trial goes on.',
      { 'Charged now': 'S$0.00', 'First charge': 'S$15.90 on 20 May 2026', 'New price': 'S$15.90 a month' },
    ],
  ])('of %s says it', (_case, values, sentence, expected) => {
    const words = describeChange({ ...upgrade, ...values }, plans[1]!, 'Standard', 'en-SG')
    expect(words.sentence).toBe(sentence)
    expect(Object.fromEntries(words.facts.map(({ term, text }) => [term, text]))).toMatchObject(expected)
  })

  it('is not there for a plan that does not exist', async () => {
    fakeSupabase(signedIn())
    await expect(send({ intent: 'preview', plan: 'gold' })).rejects.toMatchObject({ init: { status: 404 } })
  })
})

describe('the change', () => {
  const form = { intent: 'change', plan: 'premium', proration_date: '1778414400' }

  it.each([
    ['now', '/account?done=changed'],
    ['period_end', '/account?done=planned'],
  ])('is made as previewed; when it takes effect %s the account says so', async (takes_effect, location) => {
    const requests = fakeSupabase({ ...signedIn(), [billing('change-plan')]: { body: { kind: 'done', takes_effect } } })
    const answer = (await send(form)) as Response
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, location])
    expect(await bodyOf(requests, 'change-plan')).toEqual({ plan_id: 'premium', proration_date: 1_778_414_400 })
  })

  it('sends no moment where nothing is prorated', async () => {
    const requests = fakeSupabase({
      ...signedIn(),
      [billing('change-plan')]: { body: { kind: 'done', takes_effect: 'now' } },
    })
    await send({ intent: 'change', plan: 'premium' })
    expect(await bodyOf(requests, 'change-plan')).toEqual({ plan_id: 'premium' })
  })

  it('that has to be paid first is finished on the same page', async () => {
    const payment = { kind: 'payment', client_secret: 'pi_1_secret_1', invoice_id: 'in_1' }
    fakeSupabase({ ...signedIn(), [billing('change-plan')]: { body: payment } })
    expect(await send(form)).toEqual({
      kind: 'payment',
      planId: 'premium',
      clientSecret: 'pi_1_secret_1',
      invoiceId: 'in_1',
    })
  })

  it('shows a new preview when the amounts are no longer right', async () => {
    fakeSupabase({
      ...signedIn(),
      [billing('change-plan')]: { status: 409, body: { code: 'preview_expired' } },
      [billing('preview-change')]: { body: { ...upgrade, amount_due: 190 } },
    })
    expect(await send(form)).toMatchObject({
      kind: 'preview',
      isRenewed: true,
      words: { confirmLabel: 'Pay S$1.90 and change' },
    })
  })

  it.each(['same_plan', 'payment_overdue', 'subscription_ending', 'change_pending', 'managed_in_app_store'])(
    'is refused by its code: %s',
    async (code) => {
      fakeSupabase({ ...signedIn(), [billing('change-plan')]: { status: 409, body: { code } } })
      expect(await send(form)).toEqual({ kind: 'refused', code })
    },
  )

  it('is looked up at once after the browser has paid', async () => {
    const requests = fakeSupabase({ ...signedIn(), [billing('invoices/finish')]: { body: { status: 'paid' } } })
    const answer = (await send({ intent: 'finish', invoice: 'in_1' })) as Response
    expect(answer.headers.get('Location')).toBe('/account?done=changed')
    expect(await bodyOf(requests, 'invoices/finish')).toEqual({ invoice_id: 'in_1' })
  })

  it('waits while the payment has not arrived', async () => {
    fakeSupabase({ ...signedIn(), [billing('invoices/finish')]: { body: { status: 'open' } } })
    expect(await send({ intent: 'finish', invoice: 'in_1' })).toEqual({ kind: 'unfinished' })
  })
})
