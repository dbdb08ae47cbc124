import { readStateFile, writeStateFile } from '../state-file.ts'
import { createAppStore, type ServerApiKey, storeNow } from './app-store.ts'
import { createApp } from './create-app.ts'
import { createStoreState } from './create-store-state.ts'
import { SECOND } from './durations.ts'
import { createDelivery } from './notifications/create-delivery.ts'
import { parseStoreState } from './parse-store-state.ts'
import { createControl, type StoreControl } from './routes/create-control.ts'
import { createCertificateChain } from './signing/create-certificate-chain.ts'
import { createPayloadSigner } from './signing/create-payload-signer.ts'
import type { StoreState } from './store-state.ts'
import { applyDueEvents } from './subscriptions/apply-due-events.ts'

// A file is written anew with every change: it keeps what people look at, not half a year of history.
const KEPT_IN_FILE = 500

export type AppStoreSimulatorOptions = {
  bundleId: string
  notificationUrl: string | null
  /** null = in memory only. */
  stateFile: string | null
  environment?: 'Sandbox' | 'Production'
  /** The app's number in App Store Connect; payloads of production carry it. */
  appAppleId?: number
  /** The registered In-App Purchase key; null = nobody may call the Server API or sign an offer. */
  serverApi?: ServerApiKey | null
  /** false = one attempt per notification, as Apple's sandbox does. */
  retries?: boolean
  /** How many notifications may be on their way at once; more than one gives up their order. */
  parallelDeliveries?: number
  /** What carries a notification to `notificationUrl`; a test may hand it to a handler without a network. */
  fetch?: typeof fetch
  /** The same seed and the same clock make the same ids and the same faults. */
  seed?: number
  /** The real time; the store's clock runs ahead of it. */
  now?: () => number
  log?: (line: string) => void
}

export type AppStoreSimulator = StoreControl & {
  fetch: (request: Request) => Response | Promise<Response>
  /** DER of the root that verifiers must be told to trust. */
  rootCertificate: Uint8Array
  /** The truth itself, to be read and not written: what a test holds other people's idea of it against. */
  state: StoreState
  close: () => Promise<void>
}

/** An App Store on this machine: it sells, renews, ends, signs and notifies, on a clock that can be moved forward. */
export async function createAppStoreSimulator(options: AppStoreSimulatorOptions): Promise<AppStoreSimulator> {
  const log = options.log ?? (() => undefined)
  const store = await openStore(options)
  const { state } = store
  const save = () => options.stateFile && writeStateFile(options.stateFile, state)
  const sign = await createPayloadSigner(state.chain)
  const delivery = createDelivery({
    store,
    sign,
    url: options.notificationUrl,
    fetch: options.fetch ?? fetch,
    parallel: options.parallelDeliveries ?? 1,
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
    fetch: createApp({ store, sign, save, background }, control, options.notificationUrl).fetch,
    state,
    rootCertificate: new Uint8Array(Buffer.from(state.chain.certificates[2] ?? '', 'base64')),
    async close() {
      clearInterval(timer)
      await delivery.close()
      save()
    },
  }
}

async function openStore({ stateFile, seed, now, environment = 'Sandbox', ...options }: AppStoreSimulatorOptions) {
  const known = stateFile && readStateFile(stateFile, 'The App Store simulator cannot read its state', parseStoreState)
  const settings = {
    bundleId: options.bundleId,
    environment,
    appAppleId: environment === 'Production' ? (options.appAppleId ?? 0) : null,
    serverApi: options.serverApi ?? null,
    // Called by name each time: a test that replaces Date moves this clock as well.
    realNow: now ?? (() => Date.now()),
    keptNotifications: stateFile ? KEPT_IN_FILE : Number.POSITIVE_INFINITY,
  }
  return createAppStore(settings, known || createStoreState(await createCertificateChain(), seed))
}
