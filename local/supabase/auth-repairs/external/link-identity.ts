import type { LiteAuthService } from '../../lite-internals.ts'
import { AuthFailure } from './auth-failure.ts'
import type { ExternalIdentity } from './external-identity.ts'
import { addIdentity } from './sign-in-with-identity.ts'
import { confirmUser, requireUser, updateProviders } from './user-changes.ts'

/** Gives a signed-in user one more way to sign in. The addresses need not be the same: the user says that both are theirs. */
export async function linkIdentity(auth: LiteAuthService, userId: string, identity: ExternalIdentity): Promise<void> {
  await auth.repo.transaction(async (repo) => {
    const known = await repo.findIdentityByProviderAndId(identity.provider, identity.sub)
    if (known) {
      const whose = known.user_id === userId ? '' : ' to another user'
      throw new AuthFailure(422, 'identity_already_exists', `Identity is already linked${whose}`)
    }
    await addIdentity(repo, userId, identity)
    const user = await requireUser(repo, userId)
    if (!user.email && identity.email && identity.isEmailVerified) {
      if (await repo.findUserByEmail(identity.email))
        throw new AuthFailure(400, 'email_exists', 'A user with this email address has already been registered')
      await repo.updateUser(userId, { email: identity.email })
      await confirmUser(repo, userId)
    }
    await updateProviders(repo, userId)
  })
}
