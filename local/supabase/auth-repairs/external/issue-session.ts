import type { LiteAuthService } from '../../lite-internals.ts'
import { requireUser } from './user-changes.ts'

/** A session as lite makes them: access token, refresh token, the user with all identities. */
export async function issueSession(
  auth: LiteAuthService,
  userId: string,
  provider: string,
): Promise<Record<string, unknown>> {
  const user = await requireUser(auth.repo, userId)
  const identities = await auth.repo.findIdentitiesByUserId(userId)
  return auth.createSessionForUser(user, identities, 'session', { provider })
}
