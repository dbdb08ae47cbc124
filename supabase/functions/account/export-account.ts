import { type ExportAnswer, exportAnswer } from '../_shared/domain/account-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { hashId } from '../_shared/log.ts'
import type { AccountDeps } from './account-deps.ts'

/** All that is kept about the person, as one document. Who asks with the token of a deleted account is nobody. */
export async function exportAccount(user: SignedInUser, _body: object, deps: AccountDeps): Promise<ExportAnswer> {
  const document = await deps.database.call('billing.export_account', [user.id])
  if (document === null) throw new AppError('unauthenticated')
  deps.log.info('Account exported', { user: hashId(user.id) })
  return exportAnswer.parse(document)
}
