import { ApiError } from '../wire/api-error.ts'
import type { Session } from './session.ts'

type RenewalParts = {
  /** Sends the refresh token and keeps the session that it brings. */
  renew: (session: Session) => Promise<Session>
  end: () => never
}

/** Renews a session, once at a time: a refresh token works once, and a second use would end the session. */
export function createRenewal({ renew, end }: RenewalParts): (session: Session) => Promise<Session> {
  let underWay: Promise<Session> | null = null

  async function tryToRenew(session: Session): Promise<Session> {
    try {
      return await renew(session)
    } catch (error) {
      // Too many asked from this address, or nobody answers: that says nothing about the session.
      if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error
      return end()
    }
  }

  return (session) => {
    underWay ??= tryToRenew(session).finally(() => {
      underWay = null
    })
    return underWay
  }
}
