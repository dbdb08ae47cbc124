import { beforeEach, describe, expect, it } from 'vitest'
import { createAuth } from '../../local/phone/client/session/create-auth.ts'
import type { Session } from '../../local/phone/client/session/session.ts'
import { ApiError, OfflineError, SignedOutError } from '../../local/phone/client/wire/api-error.ts'
import { createSupabaseRequests } from '../../local/phone/client/wire/create-supabase-requests.ts'
import type { WireRequest } from '../../local/phone/client/wire/wire-request.ts'

const NOW = 1_800_000_000
const requests = createSupabaseRequests({ supabaseUrl: 'http://api', publishableKey: 'KEY' })
const user = { id: '5b0f3d66-0b1c-4c54-9a34-0c4f53a0d8a1', email: 'ann@example.com' }
const answer = { access_token: 'second', refresh_token: 'refresh-2', expires_in: 3600, user }

describe('the session', () => {
  let stored: Session | null
  let sent: WireRequest[]
  let answers: (unknown | Error)[]

  const storage = {
    read: () => stored,
    write(session: Session | null) {
      stored = session
    },
  }
  async function send(request: WireRequest): Promise<unknown> {
    sent.push(request)
    const next = answers.shift()
    if (next instanceof Error) throw next
    return next
  }
  const auth = createAuth({ requests, send, storage, nowSeconds: () => NOW })
  const paths = () => sent.map(({ url }) => url.replace('http://api/', ''))
  const bearers = () => sent.map(({ headers }) => headers.Authorization)

  beforeEach(() => {
    stored = { accessToken: 'first', refreshToken: 'refresh-1', expiresAt: NOW + 3600, user }
    sent = []
    answers = []
  })

  it('is used as it is while it has time left', async () => {
    answers = [['row']]
    expect(await auth.sendAsUser(requests.readEntitlements)).toEqual(['row'])
    expect(bearers()).toEqual(['Bearer first'])
  })

  it('is renewed on demand when less than thirty seconds are left, once for two requests', async () => {
    stored = { ...(stored as Session), expiresAt: NOW + 29 }
    answers = [answer, [], []]
    await Promise.all([auth.sendAsUser(requests.readEntitlements), auth.sendAsUser(requests.readPlans)])
    expect(paths().filter((path) => path.includes('refresh_token'))).toHaveLength(1)
    expect(bearers().slice(1)).toEqual(['Bearer second', 'Bearer second'])
    expect(stored?.refreshToken).toBe('refresh-2')
  })

  it('is renewed once when the server does not take the token any more', async () => {
    answers = [new ApiError(401, 'PGRST301', 'JWT expired'), answer, ['row']]
    expect(await auth.sendAsUser(requests.readEntitlements)).toEqual(['row'])
    expect(bearers()).toEqual(['Bearer first', 'Bearer KEY', 'Bearer second'])
  })

  it('ends when it cannot be renewed', async () => {
    answers = [new ApiError(401, 'PGRST301', 'JWT expired'), new ApiError(400, 'refresh_token_not_found', 'Gone')]
    await expect(auth.sendAsUser(requests.readEntitlements)).rejects.toBeInstanceOf(SignedOutError)
    expect(stored).toBeNull()
  })

  it.each([
    ['no answer', new OfflineError()],
    ['a failing server', new ApiError(500, 'internal', 'Oops')],
    ['too many questions', new ApiError(429, 'over_request_rate_limit', 'Slow down')],
  ])('survives %s', async (_name, failure) => {
    stored = { ...(stored as Session), expiresAt: NOW }
    answers = [failure]
    await expect(auth.sendAsUser(requests.readEntitlements)).rejects.toBe(failure)
    expect(stored).not.toBeNull()
  })

  it('ends when Auth says that it was ended on another device', async () => {
    answers = [new ApiError(403, 'session_not_found', 'Session not found')]
    await expect(auth.sendAsUser(requests.readUser)).rejects.toBeInstanceOf(SignedOutError)
    expect(stored).toBeNull()
    expect(sent).toHaveLength(1)
  })

  it('gives way to a newer one of the same user, and is ended at the server', async () => {
    answers = [answer, null]
    await auth.confirmBy((to) => to.signIn('ann@example.com', 'secret'))
    expect(stored?.accessToken).toBe('second')
    expect(paths()).toEqual(['auth/v1/token?grant_type=password', 'auth/v1/logout?scope=local'])
    expect(bearers().at(-1)).toBe('Bearer first')
  })

  it('stays when somebody else confirms, and theirs is ended', async () => {
    answers = [{ ...answer, user: { ...user, id: 'a3d5c7e9-1f2b-4a6d-8c0e-2b4d6f8a0c1e' } }, null]
    const confirmed = auth.confirmBy((to) => to.signIn('ben@example.com', 'secret'))
    await expect(confirmed).rejects.toMatchObject({ code: 'other_account' })
    expect(stored?.accessToken).toBe('first')
    expect(bearers().at(-1)).toBe('Bearer second')
  })

  it.each([
    ['a proof of a minute ago', [{ method: 'password', timestamp: NOW - 60 }], true],
    ['a proof of an hour ago', [{ method: 'password', timestamp: NOW - 3600 }], false],
    ['no proof', undefined, false],
  ])('is fresh or not: %s', (_what, amr, expected) => {
    const payload = Buffer.from(JSON.stringify({ amr })).toString('base64url')
    stored = { ...(stored as Session), accessToken: `head.${payload}.signature` }
    expect(auth.isFresh()).toBe(expected)
  })

  it('is forgotten at sign-out even when the server is away', async () => {
    answers = [new OfflineError()]
    await auth.signOut()
    expect(paths()).toEqual(['auth/v1/logout?scope=local'])
    expect(stored).toBeNull()
  })
})
