import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { type AppStore, storeNow } from './app-store.ts'
import { createStoreState } from './create-store-state.ts'
import { SECOND } from './durations.ts'
import { createDelivery } from './notifications/create-delivery.ts'
import type { StoreKitParts } from './routes/create-change.ts'
import { createControl, type StoreControl } from './routes/create-control.ts'
import { createControlRoutes } from './routes/create-control-routes.ts'
import { createManageRoutes } from './routes/create-manage-routes.ts'
import { createOwnershipRoutes } from './routes/create-ownership-routes.ts'
import { createPageRoutes } from './routes/create-page-routes.ts'
import { createPurchaseRoutes } from './routes/create-purchase-routes.ts'
import { createCertificateChain } from './signing/create-certificate-chain.ts'
import { createPayloadSigner } from './signing/create-payload-signer.ts'
import { readStateFile, writeStateFile } from './state-file.ts'
import { StoreError } from './store-error.ts'
import { applyDueEvents } from './subscriptions/apply-due-events.ts'

export type AppStoreSimulatorOptions = {
  bundleId: string
  notificationUrl: string | null
  /** null = in memory only. */
  stateFile: string | null
  /** false = one attempt per notification, as Apple's sandbox does. */
  retries?: boolean
  /** The In-App Purchase key that App Store Connect knows; null or absent: nobody may call the Server API. */
  serverApi?: { issuerId: string; keyId: string; publicKeyPem: string } | null
  log?: (line: string) => void
}

export type AppStoreSimulator = StoreControl & {
  fetch: (request: Request) => Response | Promise<Response>
  /** DER of the root that verifiers must be told to trust. */
  rootCertificate: Uint8Array
  close: () => Promise<void>
}

/** An App Store on this machine: it sells, renews, ends, signs and notifies, on a clock that can be moved forward. */
export async function createAppStoreSimulator(options: AppStoreSimulatorOptions): Promise<AppStoreSimulator> {
  const log = options.log ?? (() => undefined)
  const state =
    (options.stateFile && readStateFile(options.stateFile)) || createStoreState(await createCertificateChain())
  const store: AppStore = { bundleId: options.bundleId, state }
  const save = () => options.stateFile && writeStateFile(options.stateFile, state)
  const sign = await createPayloadSigner(state.chain)
  const delivery = createDelivery({
    store,
    sign,
    url: options.notificationUrl,
    retries: options.retries ?? true,
    log,
  })

  async function catchUp(): Promise<void> {
    const applied = applyDueEvents(store, storeNow(store))
    const tried = await delivery.deliverDue()
    if (applied + tried > 0) save()
  }

  save()
  const control = createControl({ store, delivery, save, catchUp })
  const background = () => void catchUp().catch((error: unknown) => log(`App Store simulator: ${String(error)}`))
  // Unreferenced: a forgotten simulator must not keep a process alive.
  const timer = setInterval(background, SECOND).unref()

  return {
    ...control,
    fetch: createApp({ store, sign, save, background }, control).fetch,
    rootCertificate: new Uint8Array(Buffer.from(state.chain.certificates[2] ?? '', 'base64')),
    async close() {
      clearInterval(timer)
      await delivery.close()
      save()
    },
  }
}

function createApp(parts: StoreKitParts, control: StoreControl): Hono {
  const app = new Hono()
  app.use('/storekit/*', cors())
  app.route('/storekit', createPurchaseRoutes(parts))
  app.route('/storekit', createOwnershipRoutes(parts))
  app.route('/storekit', createManageRoutes(parts))
  app.route('/control', createControlRoutes(control))
  app.route('/', createPageRoutes(control))
  app.notFound((context) => context.json({ code: 'not_found', message: 'There is nothing here.' }, 404))
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!(error instanceof StoreError)) throw error
    return context.json({ code: error.code, message: error.message }, error.status)
  })
  return app
}
