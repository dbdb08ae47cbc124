import { requirePost } from '../_shared/http/require-post.ts'
import { requireSecretKey } from '../_shared/http/require-secret-key.ts'
import { respond } from '../_shared/http/respond.ts'
import { reconcile } from './reconcile.ts'
import type { ReconcileDeps } from './reconcile-deps.ts'

/** The schedule calls it with a secret key of the project, every few minutes. */
export async function handleReconcile(request: Request, deps: ReconcileDeps): Promise<Response> {
  requirePost(request)
  requireSecretKey(request, deps.secretKeys)
  const report = await reconcile(deps)
  deps.log.info('Reconciled', report)
  return respond(report)
}
