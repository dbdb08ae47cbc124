import { releasePurchases } from '../_shared/database/moving-purchases.ts'
import type { ReleaseAnswer } from '../_shared/domain/account-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { hashId } from '../_shared/log.ts'
import type { AccountDeps } from './account-deps.ts'
import { createMoveCode, hashMoveCode } from './move-code.ts'

/** Gives a code by which another account may take over what this one has in the App Store. An earlier code ends. */
export async function releasePurchase(user: SignedInUser, _body: object, deps: AccountDeps): Promise<ReleaseAnswer> {
  const code = createMoveCode()
  const expiresAt = await releasePurchases(deps.database, user.id, await hashMoveCode(code))
  deps.log.info('purchases released', { user: hashId(user.id) })
  return { code, expires_at: expiresAt.toISOString() }
}
