import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { createAccountRoutes } from './routes/create-account-routes.ts'
import { createChange, type StoreKitParts } from './routes/create-change.ts'
import type { StoreControl } from './routes/create-control.ts'
import { createControlRoutes } from './routes/create-control-routes.ts'
import { createManageRoutes } from './routes/create-manage-routes.ts'
import { createOwnershipRoutes } from './routes/create-ownership-routes.ts'
import { createPageRoutes } from './routes/create-page-routes.ts'
import { createProductRoutes } from './routes/create-product-routes.ts'
import { createPurchaseRoutes } from './routes/create-purchase-routes.ts'
import { createCallGate } from './server-api/call-limits.ts'
import { createServerApiControlRoutes } from './server-api/create-server-api-control-routes.ts'
import { createServerApiRoutes } from './server-api/create-server-api-routes.ts'
import { StoreError } from './store-error.ts'

/** The simulator's front door: what a device, a server, a test and a person at the control page ask for. */
export function createApp(parts: StoreKitParts, control: StoreControl, notificationUrl: string | null): Hono {
  const app = new Hono()
  const gate = createCallGate()
  app.use('/storekit/*', cors())
  app.route('/storekit', createProductRoutes(parts))
  app.route('/storekit', createPurchaseRoutes(parts))
  app.route('/storekit', createOwnershipRoutes(parts))
  app.route('/storekit', createManageRoutes(parts))
  app.route('/storekit', createAccountRoutes(parts))
  app.route('/inApps', createServerApiRoutes({ ...parts, notificationUrl, gate }, createChange(parts)))
  app.route('/control/server-api', createServerApiControlRoutes(gate))
  app.route('/control', createControlRoutes(control))
  app.route('/', createPageRoutes({ ...parts, control, gate }))
  app.notFound((context) => context.json({ code: 'not_found', message: 'There is nothing here.' }, 404))
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!(error instanceof StoreError)) throw error
    return context.json({ code: error.code, message: error.message }, error.status)
  })
  return app
}
