import { Hono } from 'hono'
import { AppError } from '../_shared/domain/errors.ts'
import { respondWithError } from '../_shared/http/respond.ts'
import type { BillingDeps } from './billing-deps.ts'
import { createRoute } from './create-route.ts'
import { addCardRoutes } from './routes/card-routes.ts'
import { addExtraRoutes } from './routes/extra-routes.ts'
import { addInvoiceRoutes } from './routes/invoice-routes.ts'
import { addPlanRoutes } from './routes/plan-routes.ts'
import { addPortalRoutes } from './routes/portal-routes.ts'
import { addPurchaseRoutes } from './routes/purchase-routes.ts'
import { addRenewalRoutes } from './routes/renewal-routes.ts'

/** What a signed-in user may do at Stripe. An id that the browser sends is looked up as the user's own before it is used. */
export function createBillingRoutes(deps: BillingDeps): Hono {
  const app = new Hono().basePath('/billing')
  const route = createRoute(app, deps)
  addPurchaseRoutes(route)
  addRenewalRoutes(route)
  addPlanRoutes(route)
  addCardRoutes(route)
  addInvoiceRoutes(route)
  addPortalRoutes(route)
  addExtraRoutes(route)
  app.notFound(() => respondWithError(new AppError('not_found'), deps.log))
  app.onError((error) => respondWithError(error, deps.log))
  return app
}
