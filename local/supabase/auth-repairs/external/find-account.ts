import type { LiteIdentity, LiteRepository } from '../../lite-internals.ts'
import { AuthFailure } from './auth-failure.ts'
import type { ExternalIdentity } from './external-identity.ts'

/** `email` is the address of a new account; null when it has none, or when it is somebody else's. */
export type AccountFound =
  | { kind: 'known'; userId: string; identity: LiteIdentity }
  | { kind: 'same_email'; userId: string }
  | { kind: 'none'; email: string | null }

/**
 * Whose sign-in this is: the account that has this very identity, else the one with the same address, if the provider
 * verified it. An address that nobody verified proves nothing and never leads to an account.
 */
export async function findAccount(
  repo: LiteRepository,
  identity: ExternalIdentity,
  trustsEveryEmail: boolean,
): Promise<AccountFound> {
  const known = await repo.findIdentityByProviderAndId(identity.provider, identity.sub)
  if (known) return { kind: 'known', userId: known.user_id, identity: known }
  const { email } = identity
  if (!email) return { kind: 'none', email: null }
  if (!identity.isEmailVerified && !trustsEveryEmail)
    return { kind: 'none', email: (await repo.findUserByEmail(email)) ? null : email }

  const alike = new Set((await repo.findIdentitiesByEmails([email])).map(({ user_id }) => user_id))
  if (alike.size > 1)
    throw new AuthFailure(
      500,
      'unexpected_failure',
      'Multiple accounts with the same email address in the same linking domain detected: default',
    )
  const userId = [...alike][0] ?? (await repo.findUserByEmail(email))?.id
  return userId ? { kind: 'same_email', userId } : { kind: 'none', email }
}
