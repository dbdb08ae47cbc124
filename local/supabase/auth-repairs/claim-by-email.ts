import { randomUUID } from 'node:crypto'
import type { LiteRepository, LiteUser } from '../lite-internals.ts'
import { updateProviders } from './external/user-changes.ts'

/**
 * Somebody signs up with an address that a user has whom nobody confirmed, and who was not made by e-mail: a provider said the
 * address and did not verify it. Supabase Auth gives the user e-mail in the place of that provider.
 */
export async function claimByEmail(repo: LiteRepository, user: LiteUser): Promise<void> {
  const identities = await repo.findIdentitiesByUserId(user.id)
  if (identities.some(({ provider }) => provider === 'email')) return
  const id = randomUUID()
  const claims = { sub: user.id, email: user.email, email_verified: false, phone_verified: false }
  await repo.transaction(async (inside) => {
    await inside.createIdentity({
      id,
      provider: 'email',
      provider_id: user.id,
      user_id: user.id,
      identity_data: claims,
    })
    await inside.deleteIdentitiesExcept(user.id, id)
    await inside.updateUser(user.id, { raw_user_meta_data: claims })
    await updateProviders(inside, user.id)
  })
}
