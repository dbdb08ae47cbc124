import { ApiError, SignedOutError } from '../wire/api-error.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { Send } from '../wire/send-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { createCodeChallenge } from './create-code-challenge.ts'
import { type Session, toSession } from './session.ts'
import type { SessionStorage } from './session-storage.ts'

// supabase-swift renews on demand when less than this is left.
const MARGIN_SECONDS = 30

/** Codes after which supabase-swift forgets its session. */
const FINAL_CODES = ['session_not_found', 'session_expired', 'refresh_token_not_found', 'refresh_token_already_used']

export type Auth = ReturnType<typeof createAuth>
export type AuthParts = { requests: SupabaseRequests; send: Send; storage: SessionStorage; nowSeconds: () => number }

export function createAuth({ requests, send, storage, nowSeconds }: AuthParts) {
  let refreshing: Promise<Session> | null = null

  function keep(json: unknown): Session {
    const session = toSession(json, nowSeconds())
    if (!session) throw new SignedOutError()
    storage.write(session)
    return session
  }

  /** One at a time: a refresh token works once, and a second use would end the session. */
  function refresh(session: Session): Promise<Session> {
    refreshing ??= renew(session).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function renew(session: Session): Promise<Session> {
    try {
      return keep(await send(requests.refresh(session.refreshToken)))
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error
      storage.write(null)
      throw new SignedOutError()
    }
  }

  async function requireSession(): Promise<Session> {
    const session = storage.read()
    if (!session) throw new SignedOutError()
    return session.expiresAt - nowSeconds() < MARGIN_SECONDS ? refresh(session) : session
  }

  return {
    session: () => storage.read(),

    async signIn(email: string, password: string): Promise<Session> {
      return keep(await send(requests.signIn(email, password)))
    },

    /** null = a code was mailed and must be entered. */
    async signUp(email: string, password: string): Promise<Session | null> {
      const json = await send(requests.signUp(email, password, await createCodeChallenge()))
      const session = toSession(json, nowSeconds())
      if (session) storage.write(session)
      return session
    },

    async verifyEmail(email: string, code: string): Promise<Session> {
      return keep(await send(requests.verifyEmail(email, code)))
    },

    /** The device forgets the session even when the server cannot be told. */
    async signOut(): Promise<void> {
      const session = storage.read()
      storage.write(null)
      if (session) await send(requests.signOut(session.accessToken)).catch(() => undefined)
    },

    /** Sends with the user's token; a token that the server no longer takes is renewed once. */
    async sendAsUser(build: (token: string) => WireRequest): Promise<unknown> {
      const session = await requireSession()
      try {
        return await send(build(session.accessToken))
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error
        if (FINAL_CODES.includes(error.code)) return endSession(storage)
        return sendRenewed(build, await refresh(session))
      }
    },
  }

  async function sendRenewed(build: (token: string) => WireRequest, session: Session): Promise<unknown> {
    try {
      return await send(build(session.accessToken))
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return endSession(storage)
      throw error
    }
  }
}

function endSession(storage: SessionStorage): never {
  storage.write(null)
  throw new SignedOutError()
}
