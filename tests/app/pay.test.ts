import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildSubscriptionRow, plans } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/pay.($invoice).tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/pay.($invoice).tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)

const invoice = {
  invoice_id: 'in_1',
  environment: 'production',
  number: 'TANDEM-0002',
  status: 'open',
  billing_reason: 'subscription_cycle',
  amount_due: 1590,
  amount_paid: 0,
  amount_remaining: 1590,
  currency: 'sgd',
  created_at: '2026-05-20T08:00:00+00:00',
  paid_at: null,
  card_brand: 'visa',
  card_last4: '0341',
  hosted_url: 'https://invoice.example.com/i/1',
  pdf_url: null,
  needs: 'payment_method',
  payment_fault: null,
  attempt_count: 1,
}
const card = (payment_method_id: string, last4: string, exp_year = 2040) => ({
  payment_method_id,
  brand: 'visa',
  last4,
  exp_month: 12,
  exp_year,
  wallet: null,
  created_at: '2026-04-20T08:00:00+00:00',
})

function withInvoices(invoices: object[], cards: object[] = []) {
  return fakeSupabase({
    'GET /auth/v1/user': { body: session.user },
    'GET /rest/v1/plans': { body: plans },
    'GET /rest/v1/subscriptions': { body: [buildSubscriptionRow({ status: 'in_grace_period' })] },
    'GET /rest/v1/payment_methods': { body: cards },
    'GET /rest/v1/billing_accounts': {
      body: [{ balance: 0, currency: 'sgd', default_payment_method_id: 'pm_declined' }],
    },
    'GET /rest/v1/invoices': { body: invoices },
  })
}
const load = (path = '/pay', params = {}) =>
  route.loader({ request: buildRequest(path, { cookie }), context: {}, params })

describe('the page that finishes a payment', () => {
  it('finds the newest open invoice in our database, and asks nobody else', async () => {
    const requests = withInvoices([invoice])
    expect(await load()).toMatchObject({
      state: 'open',
      invoice: {
        id: 'in_1',
        amount: 'S$15.90',
        what: 'Premium',
        bill: 'Invoice TANDEM-0002 of 20 May 2026',
        why: expect.stringMatching(/^Visa ending in 0341 was declined/),
        asksForConfirmation: false,
      },
      isBack: false,
    })
    expect(requests.some(({ url }) => url.includes('/functions/'))).toBe(false)
  })

  it('opens the one that an e-mail names', async () => {
    const requests = withInvoices([invoice])
    await load('/pay/in_1', { invoice: 'in_1' })
    expect(requests.find(({ url }) => url.includes('/invoices'))?.url).toContain('invoice_id=eq.in_1')
  })

  it('asks for the bank’s confirmation where only that is missing', async () => {
    withInvoices([{ ...invoice, needs: 'action' }])
    expect(await load()).toMatchObject({
      invoice: { asksForConfirmation: true, why: expect.stringMatching(/your bank/i) },
    })
  })

  it.each([
    [{ billing_reason: 'subscription_cycle' }, /^The last payment failed/],
    [{ billing_reason: 'subscription_update' }, /^Your change of plan waits/],
    [{ billing_reason: 'subscription_create' }, /^Your first payment was not finished/],
  ])('says why, also before Stripe has said what it needs: %o', async (values, why) => {
    withInvoices([{ ...invoice, needs: null, ...values }])
    expect(await load()).toMatchObject({ invoice: { why: expect.stringMatching(why) } })
  })

  it.each([
    ['another card than the declined one', [card('pm_declined', '0341'), card('pm_2', '4242')], 'pm_2'],
    ['a new card when the declined one is the only one', [card('pm_declined', '0341')], null],
    ['no card that has expired', [card('pm_old', '1111', 2020)], null],
  ])('chooses %s', async (_case, cards, firstCardId) => {
    withInvoices([invoice], cards)
    expect(await load()).toMatchObject({ firstCardId })
  })

  it.each([
    ['nothing is open', [], 'nothing'],
    ['it was voided', [{ ...invoice, status: 'void' }], 'nothing'],
    ['it is paid', [{ ...invoice, status: 'paid', amount_remaining: 0 }], 'paid'],
    ['it was written off, which can still be paid', [{ ...invoice, status: 'uncollectible' }], 'open'],
  ])('says so when %s', async (_case, rows, state) => {
    withInvoices(rows)
    expect(await load('/pay/in_1', { invoice: 'in_1' })).toMatchObject({ state })
  })

  it('leads a visitor to the sign-in and back', async () => {
    fakeSupabase({})
    const request = buildRequest('/pay/in_1')
    await expect(route.loader({ request, context: {}, params: {} })).rejects.toMatchObject({
      status: 302,
      headers: expect.objectContaining({}),
    })
    const thrown = await route.loader({ request, context: {}, params: {} }).catch((response: Response) => response)
    expect((thrown as Response).headers.get('Location')).toBe('/sign-in?next=%2Fpay%2Fin_1')
  })
})

describe('what the page that finishes a payment asks', () => {
  const payment = {
    invoice_id: 'in_1',
    number: 'T-1',
    amount_due: 1590,
    currency: 'sgd',
    client_secret: 'pi_1_secret_1',
  }
  const ask = (form: Record<string, string>, call: string, answer: { status?: number; body: unknown }) => {
    const requests = fakeSupabase({
      'GET /auth/v1/user': { body: session.user },
      [`POST /functions/v1/billing/${call}`]: answer,
    })
    const request = buildRequest('/pay', { cookie, form: { invoice_id: 'in_1', ...form } })
    return { requests, reply: route.action({ request, context: {}, params: {} }) }
  }

  it('opens the payment for a new card', async () => {
    const { reply } = ask({ intent: 'open' }, 'invoices/payment', {
      body: { ...payment, payment_status: 'requires_payment_method' },
    })
    expect(await reply).toEqual({ kind: 'payment', clientSecret: 'pi_1_secret_1', status: 'requires_payment_method' })
  })

  it('pays with the chosen card', async () => {
    const { reply, requests } = ask({ intent: 'pay', payment_method_id: 'pm_2' }, 'invoices/pay', {
      body: { kind: 'done' },
    })
    expect(await reply).toEqual({ kind: 'sent' })
    expect(await requests.at(-1)?.json()).toEqual({ invoice_id: 'in_1', payment_method_id: 'pm_2' })
  })

  it('hands on what the bank wants to be confirmed', async () => {
    const { reply } = ask({ intent: 'pay', payment_method_id: 'pm_2' }, 'invoices/pay', {
      body: { kind: 'payment', client_secret: 'pi_1_secret_1' },
    })
    expect(await reply).toMatchObject({ kind: 'payment', status: 'requires_action' })
  })

  it.each([
    ['card_declined', 402, { kind: 'refused', code: 'card_declined' }],
    ['invoice_already_paid', 409, { kind: 'finished', status: 'paid' }],
    ['store_unavailable', 503, { kind: 'refused', code: 'store_unavailable' }],
  ])('tells a refusal: %s', async (code, status, expected) => {
    const { reply } = ask({ intent: 'pay', payment_method_id: 'pm_2' }, 'invoices/pay', {
      status,
      body: { code, message: 'x' },
    })
    expect(await reply).toMatchObject(expected)
  })

  it('says "paid" only when Stripe does', async () => {
    const { reply } = ask({ intent: 'finish' }, 'invoices/finish', { body: { status: 'open' } })
    expect(await reply).toEqual({ kind: 'finished', status: 'open' })
  })
})
