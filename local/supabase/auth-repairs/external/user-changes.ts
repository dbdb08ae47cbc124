import type { LiteRepository, LiteUser } from '../../lite-internals.ts'

/** Keys with a value are written, those with null taken out, the others stay. */
export async function mergeUserMetadata(
  repo: LiteRepository,
  userId: string,
  changes: Record<string, unknown>,
): Promise<void> {
  const { raw_user_meta_data: kept } = await requireUser(repo, userId)
  const merged = Object.entries({ ...kept, ...changes }).filter(([, value]) => value !== null)
  await repo.updateUser(userId, { raw_user_meta_data: Object.fromEntries(merged) })
}

/** `app_metadata.providers`, oldest first, says which ways to sign in there are. */
export async function updateProviders(repo: LiteRepository, userId: string): Promise<void> {
  const { raw_app_meta_data: kept } = await requireUser(repo, userId)
  const identities = await repo.findIdentitiesByUserId(userId)
  identities.sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at))
  const providers = [...new Set(identities.map(({ provider }) => provider))]
  const first = providers[0] ? { provider: providers[0] } : {}
  await repo.updateUser(userId, { raw_app_meta_data: { ...kept, providers, ...first } })
}

export async function confirmUser(repo: LiteRepository, userId: string): Promise<void> {
  await repo.updateUser(userId, { confirmed_at: new Date().toISOString(), ...noPendingMails })
  await mergeUserMetadata(repo, userId, { email_verified: true })
}

/** Codes in mails that were sent before: whoever holds one must not be let in by it any more. */
export const noPendingMails = {
  confirmation_token: null,
  recovery_token: null,
  email_change_token_current: null,
  email_change_token_new: null,
  reauthentication_token: null,
}

export async function requireUser(repo: LiteRepository, userId: string): Promise<LiteUser> {
  const user = await repo.findUserById(userId)
  if (!user) throw new Error(`The user ${userId} is gone.`)
  return repo.parseUserJson(user)
}
