import { decodeJwt } from 'jose'
import { serveFetch } from '../serve-fetch.ts'

export type StatusItem = { originalTransactionId: string; signedTransactionInfo: string; signedRenewalInfo: string }
type Refusal = { status: number; errorCode?: number; retryAt?: number }

/** Stands in for the App Store Server API over HTTP, where a test decides what Apple says: above all, that it refuses. */
export async function startFakeServerApi() {
  /** All that Apple ever sent; a lost notification is in here and came nowhere. */
  const history: string[] = []
  /** What each customer has, by any of its transaction ids. */
  const statuses = new Map<string, StatusItem[]>()
  const requests: { method: string; path: string; body: unknown }[] = []
  const refusals: { path: RegExp; refusal: Refusal; times: number }[] = []
  let pageSize = 20

  const served = await serveFetch(async (request) => {
    const url = new URL(request.url)
    const text = await request.text()
    const body = text === '' ? null : JSON.parse(text)
    requests.push({ method: request.method, path: url.pathname, body })
    if (!request.headers.get('authorization')?.startsWith('Bearer ')) return new Response(null, { status: 401 })
    const refused = refusals.find(({ path, times }) => times > 0 && path.test(url.pathname))
    if (refused) {
      refused.times -= 1
      return refuse(refused.refusal)
    }
    if (url.pathname.endsWith('/notifications/history')) return answerHistory(body, url.searchParams)
    const [, id] = /^\/inApps\/v1\/subscriptions\/(\w.*)$/.exec(url.pathname) ?? []
    if (id) {
      const items = statuses.get(id)
      return items ? Response.json({ data: [{ lastTransactions: items.map(withStatus) }] }) : refuse(unknownId)
    }
    if (request.method === 'PUT') return new Response(null, { status: url.pathname.includes('/v2/') ? 202 : 200 })
    return refuse(unknownId)
  })

  function answerHistory(body: { startDate: number; endDate: number }, query: URLSearchParams): Response {
    const signed = history.map((jws) => ({ jws, at: Number(decodeJwt(jws).signedDate) }))
    const within = signed.filter(({ at }) => at >= body.startDate && at <= body.endDate)
    const begin = Number(query.get('paginationToken') ?? 0)
    const end = begin + pageSize
    return Response.json({
      notificationHistory: within.slice(begin, end).map(({ jws }) => ({ signedPayload: jws, sendAttempts: [] })),
      hasMore: end < within.length,
      paginationToken: String(end),
    })
  }

  return {
    ...served,
    history,
    statuses,
    requests,
    /** How often an address was asked for. */
    count: (path: RegExp) => requests.filter((request) => path.test(request.path)).length,
    /** The next requests to an address are refused. */
    refuse(path: RegExp, refusal: Refusal, times = 1) {
      refusals.push({ path, refusal, times })
    },
    setPageSize(size: number) {
      pageSize = size
    },
    reset() {
      history.length = 0
      statuses.clear()
      requests.length = 0
      refusals.length = 0
      pageSize = 20
    },
  }
}
export type FakeServerApi = Awaited<ReturnType<typeof startFakeServerApi>>

const unknownId: Refusal = { status: 404, errorCode: 4_040_010 }

/** Apple's own word for the state; we read what is signed. */
function withStatus(item: StatusItem) {
  return { ...item, status: 1 }
}

function refuse({ status, errorCode, retryAt }: Refusal): Response {
  const headers = new Headers(retryAt ? { 'retry-after': String(retryAt) } : {})
  return errorCode
    ? Response.json({ errorCode, errorMessage: 'Refused on purpose.' }, { status, headers })
    : new Response(null, { status, headers })
}
