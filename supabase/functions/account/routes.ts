import { Hono } from 'hono'
import { AppError } from '../_shared/domain/errors.ts'
import { respondWithError } from '../_shared/http/respond.ts'
import type { AccountDeps } from './account-deps.ts'
import { createRoute } from './create-route.ts'

/** What a person may do with the account itself. */
export function createAccountRoutes(deps: AccountDeps): Hono {
  const app = new Hono().basePath('/account')
  const _route = createRoute(app, deps)
  app.notFound(() => respondWithError(new AppError('not_found'), deps.log))
  app.onError((error) => respondWithError(error, deps.log))
  return app
}
