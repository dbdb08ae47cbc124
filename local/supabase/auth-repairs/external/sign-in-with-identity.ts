import { randomUUID } from 'node:crypto'
import type { LiteAuthService, LiteRepository } from '../../lite-internals.ts'
import { sendConfirmation } from '../send-confirmation.ts'
import { AuthFailure } from './auth-failure.ts'
import type { ExternalIdentity } from './external-identity.ts'
import type { ExternalProvider } from './external-provider.ts'
import { findAccount } from './find-account.ts'
import { confirmUser, mergeUserMetadata, requireUser, updateProviders } from './user-changes.ts'

export type SignInRules = {
  allowsSignUp: boolean
  /** Whether addresses are taken as verified that nobody verified: only with confirmations off. */
  trustsEveryEmail: boolean
  codeLength: number
}

type Outcome = { userId: string } | { unconfirmed: { userId: string; email: string | null } }

/** The user of this identity, made or linked when it is new. Throws when the address must be verified first. */
export async function signInWithIdentity(
  auth: LiteAuthService,
  identity: ExternalIdentity,
  provider: ExternalProvider,
  rules: SignInRules,
): Promise<string> {
  const outcome = await auth.repo.transaction((repo) => placeIdentity(repo, identity, provider, rules))
  if ('userId' in outcome) return outcome.userId
  const { userId, email } = outcome.unconfirmed
  if (email) await sendConfirmation(auth, { id: userId, email }, rules.codeLength)
  const hint = email
    ? `A confirmation email has been sent to your ${provider.name} email`
    : `Verify the email with ${provider.name} in order to sign in`
  throw new AuthFailure(422, 'provider_email_needs_verification', `Unverified email with ${provider.name}. ${hint}`)
}

async function placeIdentity(
  repo: LiteRepository,
  identity: ExternalIdentity,
  provider: ExternalProvider,
  rules: SignInRules,
): Promise<Outcome> {
  const found = await findAccount(repo, identity, rules.trustsEveryEmail)
  if (found.kind === 'none' && !rules.allowsSignUp)
    throw new AuthFailure(422, 'signup_disabled', 'Signups not allowed for this instance')
  const userId = found.kind === 'none' ? await createUser(repo, identity, found.email) : found.userId
  const identityId =
    found.kind === 'known'
      ? await refreshIdentity(repo, found.identity.id, identity)
      : await addIdentity(repo, userId, identity)
  await mergeUserMetadata(repo, userId, identity.data)
  await updateProviders(repo, userId)

  const user = await requireUser(repo, userId)
  if (user.banned_until && Date.parse(user.banned_until) > Date.now())
    throw new AuthFailure(403, 'user_banned', 'User is banned')
  const needsNoEmail = provider.emailOptional && identity.email === null
  if (user.confirmed_at || needsNoEmail) return { userId }

  await removeUnconfirmed(repo, userId, identityId, identity)
  const isProved = identity.isEmailVerified || rules.trustsEveryEmail
  if (!isProved) return { unconfirmed: { userId, email: user.email } }
  await confirmUser(repo, userId)
  return { userId }
}

/**
 * Nobody proved that the address of this account is theirs. Whoever signed up with it first may be a stranger who waits for
 * its owner: their password, other identities and metadata go.
 */
async function removeUnconfirmed(
  repo: LiteRepository,
  userId: string,
  identityId: string,
  { data }: ExternalIdentity,
): Promise<void> {
  await repo.updateUser(userId, { encrypted_password: null, raw_user_meta_data: data })
  await repo.deleteIdentitiesExcept(userId, identityId)
  await updateProviders(repo, userId)
}

async function createUser(repo: LiteRepository, identity: ExternalIdentity, email: string | null): Promise<string> {
  const id = randomUUID()
  const raw_app_meta_data = { provider: identity.provider, providers: [identity.provider] }
  await repo.createUser({ id, email, raw_app_meta_data, raw_user_meta_data: identity.data })
  return id
}

export async function addIdentity(repo: LiteRepository, userId: string, identity: ExternalIdentity): Promise<string> {
  const id = randomUUID()
  await repo.createIdentity({
    id,
    provider: identity.provider,
    provider_id: identity.sub,
    user_id: userId,
    identity_data: identity.data,
  })
  return id
}

async function refreshIdentity(repo: LiteRepository, id: string, { data }: ExternalIdentity): Promise<string> {
  await repo.updateIdentity(id, { identity_data: data, last_sign_in_at: new Date().toISOString() })
  return id
}
