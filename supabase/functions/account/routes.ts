import { Hono } from 'hono'
import { z } from 'zod'
import {
  appleTokenAnswer,
  claimAnswer,
  deleteAnswer,
  exportAnswer,
  releaseAnswer,
} from '../_shared/domain/account-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import { respondWithError } from '../_shared/http/respond.ts'
import type { AccountDeps } from './account-deps.ts'
import { claimPurchase } from './claim-purchase.ts'
import { createRoute } from './create-route.ts'
import { deleteAccount } from './delete-account.ts'
import { exportAccount } from './export-account.ts'
import { appleTokenBody, keepAppleToken } from './keep-apple-token.ts'
import { releasePurchase } from './release-purchase.ts'

/** What a person may do with the account itself. */
export function createAccountRoutes(deps: AccountDeps): Hono {
  const app = new Hono().basePath('/account')
  const route = createRoute(app, deps)
  const nothing = z.object({})
  route('/delete', { signIn: 'fresh', body: nothing, answer: deleteAnswer }, deleteAccount)
  route('/export', { signIn: 'any', body: nothing, answer: exportAnswer }, exportAccount)
  route('/apple-token', { signIn: 'any', body: appleTokenBody, answer: appleTokenAnswer }, keepAppleToken)
  route('/release-purchase', { signIn: 'fresh', body: nothing, answer: releaseAnswer }, releasePurchase)
  const codeBody = z.object({ code: z.string().min(1).max(40) })
  route('/claim-purchase', { signIn: 'any', body: codeBody, answer: claimAnswer }, claimPurchase)
  app.notFound(() => respondWithError(new AppError('not_found'), deps.log))
  app.onError((error) => respondWithError(error, deps.log))
  return app
}
