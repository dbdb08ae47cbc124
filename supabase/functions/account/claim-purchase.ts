import { claimPurchases } from '../_shared/database/moving-purchases.ts'
import type { ClaimAnswer } from '../_shared/domain/account-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { hashId } from '../_shared/log.ts'
import type { AccountDeps } from './account-deps.ts'
import { hashMoveCode } from './move-code.ts'

/**
 * Takes over what another account has in the App Store, by its code. Apple is told by `reconcile`: until then what Apple signs
 * names the former owner, and counts no longer.
 */
export async function claimPurchase(
  user: SignedInUser,
  body: { code: string },
  deps: AccountDeps,
): Promise<ClaimAnswer> {
  const { moved, tasks } = await claimPurchases(deps.database, user.id, await hashMoveCode(body.code))
  deps.log.info('purchases moved', { user: hashId(user.id), moved, tasks: tasks.length })
  return { moved }
}
