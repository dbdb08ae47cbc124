import type { LiteIdentity, LiteRepository, LiteUser } from '../../lite-internals.ts'
import { type AuthRepair, isAuthCall } from '../auth-repair.ts'
import { AuthFailure, answerFailure } from './auth-failure.ts'
import type { ExternalParts } from './external-parts.ts'
import { requireSignedIn } from './require-signed-in.ts'
import { mergeUserMetadata, noPendingMails, updateProviders } from './user-changes.ts'

const path = /^\/user\/identities\/([0-9a-f-]{36})$/

/** `DELETE /user/identities/:id`: takes one way to sign in away, never the last. */
export function unlinkIdentity(parts: ExternalParts): AuthRepair {
  return async (c, next) => {
    const own = c.req.path.slice('/auth/v1'.length)
    const id = path.exec(own)?.[1]
    if (!id || !isAuthCall(c, 'DELETE', own, parts.keys)) return next()
    try {
      const user = await requireSignedIn(c, c.var.authService, parts.keys.jwtSecret)
      if (!parts.allowsManualLinking)
        throw new AuthFailure(404, 'manual_linking_disabled', 'Manual linking is disabled')
      await c.var.authService.repo.transaction((repo) => unlink(repo, user, id))
      return c.json({})
    } catch (failure) {
      return answerFailure(c, failure)
    }
  }
}

async function unlink(repo: LiteRepository, user: LiteUser, identityId: string): Promise<void> {
  const identities = await repo.findIdentitiesByUserId(user.id)
  if (identities.length < 2)
    throw new AuthFailure(422, 'single_identity_not_deletable', 'User must have at least 1 identity after unlinking')
  const unwanted = identities.find(({ id }) => id === identityId)
  if (!unwanted) throw new AuthFailure(422, 'identity_not_found', "Identity doesn't exist")
  await repo.deleteFrom('identities').where('id', '=', identityId).execute()
  await keepAnEmail(
    repo,
    user,
    identities.filter((identity) => identity !== unwanted),
  )
  await updateProviders(repo, user.id)
}

/** The account keeps its address while one of its identities has it; else it takes that of another, verified ones first. */
async function keepAnEmail(repo: LiteRepository, user: LiteUser, identities: LiteIdentity[]): Promise<void> {
  if (identities.some((identity) => readEmail(identity) === user.email)) return
  const ranked = [...identities].sort((one, other) => rank(one) - rank(other))
  for (const identity of ranked) {
    const email = readEmail(identity)
    if (email && (await repo.findUserByEmail(email))) continue
    await repo.updateUser(user.id, { email, email_change: null, ...noPendingMails })
    if (rank(identity) > 0) await unconfirm(repo, user.id)
    return
  }
  throw new AuthFailure(422, 'email_conflict_identity_not_deletable', 'Unable to unlink identity due to email conflict')
}

async function unconfirm(repo: LiteRepository, userId: string): Promise<void> {
  await repo.updateUser(userId, { email_confirmed_at: null })
  await mergeUserMetadata(repo, userId, { email_verified: false })
}

function readEmail({ identity_data: { email } }: LiteIdentity): string | null {
  return typeof email === 'string' ? email.toLowerCase() : null
}

/** 0 verified, 1 not, 2 no address. */
function rank(identity: LiteIdentity): number {
  if (!readEmail(identity)) return 2
  return identity.identity_data.email_verified === true ? 0 : 1
}
