import { ApiError, SignedOutError } from '../wire/api-error.ts'
import type { SignOutScope } from '../wire/create-auth-requests.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { createCodeChallenge } from './create-code-challenge.ts'
import { createCodeMails } from './create-code-mails.ts'
import { createSessionKeeper, type SessionParts } from './create-session-keeper.ts'
import { createUserChanges } from './create-user-changes.ts'
import { isFreshToken } from './read-token.ts'
import { type Session, toSession } from './session.ts'

/** A request after which somebody is signed in: a password, a code, a provider's token. */
export type Way = (requests: SupabaseRequests) => WireRequest
export type Auth = ReturnType<typeof createAuth>

/** Signing in, proving it again, and signing out. */
export function createAuth(parts: SessionParts) {
  const { requests, send, storage, nowSeconds } = parts
  const { keep, sendAsUser } = createSessionKeeper(parts)

  async function endAtServer({ accessToken }: Session, scope: SignOutScope): Promise<void> {
    await send(requests.signOut(accessToken, scope)).catch(() => undefined)
  }

  /** A new session of the same user takes the place of the old one; of another user it is ended again. */
  async function replace(before: Session, json: unknown): Promise<void> {
    const after = toSession(json, nowSeconds())
    if (!after) throw new SignedOutError()
    if (after.user.id !== before.user.id) {
      await endAtServer(after, 'local')
      throw new ApiError(403, 'other_account', 'This is another account. Nothing was changed.')
    }
    storage.write(after)
    await endAtServer(before, 'local')
  }

  /** Without one on the device there is nothing to replace. */
  async function replaceOwn(json: unknown): Promise<void> {
    const before = storage.read()
    if (before) await replace(before, json)
  }

  return {
    session: () => storage.read(),
    sendAsUser,
    ...createCodeMails(parts),
    ...createUserChanges({ requests, sendAsUser, replace: replaceOwn }),
    signInBy: async (way: Way): Promise<Session> => keep(await send(way(requests))),

    /** Whoever changes the account itself proves once more who they are. Throws when it is somebody else. */
    async confirmBy(way: Way): Promise<void> {
      const before = storage.read()
      if (!before) throw new SignedOutError()
      await replace(before, await send(way(requests)))
    },
    isFresh: (): boolean => isFreshToken(storage.read()?.accessToken ?? '', nowSeconds()),

    /** null = a code was mailed and must be entered. */
    async signUp(email: string, password: string): Promise<Session | null> {
      const { challenge } = await createCodeChallenge()
      const json = await send(requests.signUp(email, password, challenge))
      const session = toSession(json, nowSeconds())
      if (session) storage.write(session)
      return session
    },

    /** The device forgets the session even when the server cannot be told. */
    async signOut(scope: 'local' | 'global' = 'local'): Promise<void> {
      const session = storage.read()
      storage.write(null)
      if (session) await endAtServer(session, scope)
    },
    /** The account is gone, and the session with it. */
    forget: (): void => storage.write(null),
  }
}
