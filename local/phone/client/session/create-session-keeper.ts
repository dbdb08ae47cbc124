import { ApiError, SignedOutError } from '../wire/api-error.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { Send } from '../wire/send-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { createRenewal } from './create-renewal.ts'
import { type Session, toSession } from './session.ts'
import type { SessionStorage } from './session-storage.ts'

// supabase-swift renews on demand when less than this is left.
const MARGIN_SECONDS = 30

/** Codes after which supabase-swift forgets its session. */
const FINAL_CODES = ['session_not_found', 'session_expired', 'refresh_token_not_found', 'refresh_token_already_used']

export type SessionKeeper = ReturnType<typeof createSessionKeeper>
export type SessionParts = { requests: SupabaseRequests; send: Send; storage: SessionStorage; nowSeconds: () => number }

/** Keeps the session alive, and knows when it is over. */
export function createSessionKeeper({ requests, send, storage, nowSeconds }: SessionParts) {
  function keep(json: unknown): Session {
    const session = toSession(json, nowSeconds())
    if (!session) throw new SignedOutError()
    storage.write(session)
    return session
  }

  function end(): never {
    storage.write(null)
    throw new SignedOutError()
  }

  const refresh = createRenewal({
    renew: async ({ refreshToken }) => keep(await send(requests.refresh(refreshToken))),
    end,
  })

  async function requireSession(): Promise<Session> {
    const session = storage.read()
    if (!session) throw new SignedOutError()
    return session.expiresAt - nowSeconds() < MARGIN_SECONDS ? refresh(session) : session
  }

  async function sendRenewed(build: (token: string) => WireRequest, session: Session): Promise<unknown> {
    try {
      return await send(build(session.accessToken))
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return end()
      throw error
    }
  }

  return {
    keep,

    /** Sends with the user's token; a token that the server no longer takes is renewed once. */
    async sendAsUser(build: (token: string) => WireRequest): Promise<unknown> {
      const session = await requireSession()
      try {
        return await send(build(session.accessToken))
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500) throw error
        // Auth says so with 403 as well: the session was ended on another device.
        if (FINAL_CODES.includes(error.code)) return end()
        if (error.status !== 401) throw error
        return sendRenewed(build, await refresh(session))
      }
    },
  }
}
