import { describe, expect, it } from 'vitest'
import { AppStoreServerApiError } from '../../supabase/functions/_shared/apple/server-api/app-store-server-api-error.ts'
import { createFakeAppStoreApi } from '../support/apple/fake-app-store-api.ts'

const transaction = Response.json({ signedTransactionInfo: 'signed' })
const refuse = (status: number, errorCode?: number, headers?: Record<string, string>) =>
  Response.json(errorCode === undefined ? {} : { errorCode, errorMessage: 'Of transaction 77.' }, { status, headers })
const start = Date.parse('2026-11-21T08:00:00Z')
const busyUntil = (moment: unknown) => refuse(429, 4_290_000, { 'retry-after': String(moment) })

async function failWith(...answers: (Response | Error)[]) {
  const fake = createFakeAppStoreApi(...answers)
  const error = await fake.api.readTransaction('production', '77').then(
    () => null,
    (thrown) => thrown,
  )
  if (!(error instanceof AppStoreServerApiError)) throw new Error('it did not fail as it should')
  return { error, ...fake }
}

describe('a refusal of the App Store Server API', () => {
  it.each([
    ['a wrong token', new Response(null, { status: 401 }), { status: 401, errorCode: null, isRetryable: false }],
    ['an unknown transaction', refuse(404, 4_040_010), { status: 404, errorCode: 4_040_010, isRetryable: false }],
    ['an account not found just now', refuse(404, 4_040_002), { errorCode: 4_040_002, isRetryable: true }],
    ['an app not found just now', refuse(404, 4_040_004), { errorCode: 4_040_004, isRetryable: true }],
    ['a purchase not found just now', refuse(404, 4_040_006), { errorCode: 4_040_006, isRetryable: true }],
    ['a wrong request', refuse(400, 4_000_183), { status: 400, errorCode: 4_000_183, isRetryable: false }],
    ['an error of Apple', refuse(500, 5_000_000), { status: 500, errorCode: 5_000_000, isRetryable: true }],
    ['an error of Apple that says so', refuse(500, 5_000_001), { errorCode: 5_000_001, isRetryable: true }],
    ['a page of a proxy', new Response('<html>', { status: 502 }), { status: 502, errorCode: null, isRetryable: true }],
  ])('is told apart: %s', async (_, answer, expected) => {
    const { error } = await failWith(answer)
    expect(error).toMatchObject({ retryAt: null, ...expected })
  })

  it('names no id and no token in what may be logged', async () => {
    const { error, requests } = await failWith(refuse(404, 4_040_010))
    expect(error.message).toBe('answered 404 (4040010)')
    expect(requests).toHaveLength(1)
  })
})

describe('no answer of the App Store Server API', () => {
  it.each([
    ['a connection that breaks', new TypeError('fetch failed')],
    ['ten seconds of silence', new DOMException('The operation timed out', 'TimeoutError')],
  ])('is worth another try later: %s', async (_, failure) => {
    const { error, requests } = await failWith(failure)
    expect(error).toMatchObject({ status: null, isRetryable: true, cause: failure })
    expect(requests[0]?.init.signal).toBeInstanceOf(AbortSignal)
  })

  it.each([
    ['nothing', new Response(null, { status: 200 })],
    ['no JSON', new Response('<html>', { status: 200 })],
    ['another shape', Response.json({ signedTransaction: 1 })],
  ])('is what we cannot read, too: %s', async (_, answer) => {
    const { error } = await failWith(answer)
    expect(error).toMatchObject({ status: 200, isRetryable: true })
  })
})

describe('Apple’s rate limit', () => {
  it('of less than two seconds is waited for: its Retry-After is a moment, not a number of seconds', async () => {
    const { api, pauses, requests } = createFakeAppStoreApi(busyUntil(start + 1500), transaction)
    expect(await api.readTransaction('production', '1')).toEqual({ signedTransaction: 'signed' })
    expect([pauses, requests.length]).toEqual([[1500], 2])
  })

  it('that is over already costs no pause', async () => {
    const { api, pauses } = createFakeAppStoreApi(busyUntil(start - 5000), transaction)
    await api.readTransaction('production', '1')
    expect(pauses).toEqual([0])
  })

  it('of longer is the caller’s to plan', async () => {
    const { error, pauses } = await failWith(busyUntil(start + 2001))
    expect(error).toMatchObject({ status: 429, isRetryable: true, retryAt: new Date(start + 2001) })
    expect(pauses).toEqual([])
  })

  it('is not waited for without end', async () => {
    const { error, requests } = await failWith(busyUntil(start + 1000))
    expect(error).toMatchObject({ status: 429, isRetryable: true })
    expect(requests).toHaveLength(3)
  })

  it.each(['', 'soon', '-1', '1.5'])('without a moment that can be read names none: "%s"', async (moment) => {
    const { error, pauses } = await failWith(busyUntil(moment))
    expect(error).toMatchObject({ isRetryable: true, retryAt: null })
    expect(pauses).toEqual([])
  })
})
