import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildInvoiceRow, buildPaymentRow, extras } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let route: typeof import('#app/routes/account_.invoices.tsx')
beforeAll(async () => {
  stubWebEnv()
  route = await import('#app/routes/account_.invoices.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const load = (query = '') =>
  route.loader({ request: buildRequest(`/account/invoices${query}`, { cookie }), context: {}, params: {} })

function withBills(invoices: object[], payments: object[] = []) {
  return fakeSupabase({
    'GET /auth/v1/user': { body: session.user },
    'GET /rest/v1/invoices': { body: invoices },
    'GET /rest/v1/payments': { body: payments },
    'GET /rest/v1/extras': { body: extras },
  })
}

describe('the list of invoices', () => {
  it('has one-time payments among the invoices, the newest first', async () => {
    withBills(
      [buildInvoiceRow(), buildInvoiceRow({ invoice_id: 'in_0', created_at: '2026-03-20T08:00:00+00:00' })],
      [buildPaymentRow()],
    )
    expect(await load()).toMatchObject({
      isNewest: true,
      older: null,
      bills: [{ id: 'pi_1', title: 'The repair workshop' }, { id: 'in_1' }, { id: 'in_0' }],
    })
  })

  it('is empty for who never paid here', async () => {
    withBills([])
    expect(await load()).toMatchObject({ bills: [], older: null })
  })

  it('asks only for what is older than the page before, and for neither drafts nor payments that were not sent', async () => {
    const requests = withBills([])
    expect(await load('?before=2026-04-20T08%3A00%3A00%2B00%3A00')).toMatchObject({ isNewest: false })
    const queryOf = (table: string) =>
      new URL(requests.find(({ url }) => url.includes(`/rest/v1/${table}`))!.url).searchParams
    expect(queryOf('invoices').get('created_at')).toBe('lt.2026-04-20T08:00:00.000Z')
    expect(queryOf('invoices').get('status')).toBe('neq.draft')
    expect(queryOf('payments').get('status')).toBe('in.(succeeded,processing)')
  })

  it('writes for the reader’s language', async () => {
    withBills([buildInvoiceRow()])
    const request = buildRequest('/account/invoices', { cookie })
    request.headers.set('Accept-Language', 'de-DE')
    const { bills } = await route.loader({ request, context: {}, params: {} })
    expect(bills[0]).toMatchObject({ date: '20.04.2026', amount: expect.stringContaining('15,90') })
  })
})
