import { Hono } from 'hono'
import { AppError } from '../_shared/domain/errors.ts'
import { requirePost } from '../_shared/http/require-post.ts'
import { respondWithError } from '../_shared/http/respond.ts'
import type { AppStoreTransactionsDeps } from './app-store-transactions-deps.ts'
import { signOffer } from './sign-offer.ts'
import { takeTransaction } from './take-transaction.ts'

type Act = (request: Request, deps: AppStoreTransactionsDeps) => Promise<Response>

/** What the iOS app asks for: before a purchase and after it. */
export function createTransactionRoutes(deps: AppStoreTransactionsDeps): Hono {
  const app = new Hono({ strict: false }).basePath('/app-store-transactions')
  const route = (path: string, act: Act) =>
    app.all(path, ({ req: { raw } }) => {
      requirePost(raw)
      return act(raw, deps)
    })
  route('/', takeTransaction)
  route('/offer', signOffer)
  app.notFound(() => respondWithError(new AppError('not_found'), deps.log))
  app.onError((error) => respondWithError(error, deps.log))
  return app
}
