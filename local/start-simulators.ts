import path from 'node:path'
import { type Addresses, webhookPaths } from './addresses.ts'
import { createAppStoreSimulator } from './app-store/create-app-store-simulator.ts'
import { type InAppPurchaseKey, openInAppPurchaseKey } from './in-app-purchase-key.ts'
import type { LocalSettings } from './local-environment.ts'
import type { OpenServer } from './open-server.ts'
import { createPhone } from './phone/create-phone.ts'
import { createStripeSimulator } from './stripe/create-stripe-simulator.ts'
import { localKeys } from './supabase/local-keys.ts'
import type { SupabaseConfig } from './supabase/read-config.ts'

export type SimulatorsOptions = {
  servers: { stripe: OpenServer; appStore: OpenServer; phone: OpenServer }
  addresses: Pick<Addresses, 'api' | 'web' | 'appStore' | 'identity'>
  config: SupabaseConfig
  settings: LocalSettings
  /** Where their state lies, so that subscriptions and clocks survive a restart; null: they forget. */
  dataDir: string | null
  log: (line: string) => void
}

/** What the functions must be told so that they and the App Store of this machine believe each other. */
export type AppStoreTrust = { rootCertificate: Uint8Array; inAppPurchaseKey: InAppPurchaseKey }

export type Simulators = { appStore: AppStoreTrust; close: () => Promise<void> }

/** Starts both stores and the phone behind the servers that are open for them. */
export async function startSimulators({
  servers,
  addresses,
  config,
  settings,
  dataDir,
  log,
}: SimulatorsOptions): Promise<Simulators> {
  const stripe = await createStripeSimulator({
    ...settings.stripe,
    webhookUrl: addresses.api + webhookPaths.stripe,
    stateFile: dataDir && path.join(dataDir, 'stripe.json'),
    log: (line) => log(`[stripe] ${line}`),
  })
  const inAppPurchaseKey = openInAppPurchaseKey(dataDir)
  const { issuerId, keyId, publicKeyPem } = inAppPurchaseKey
  const appStore = await createAppStoreSimulator({
    bundleId: settings.apple.bundleId,
    serverApi: { issuerId, keyId, publicKeyPem },
    notificationUrl: addresses.api + webhookPaths.appStore,
    stateFile: dataDir && path.join(dataDir, 'app-store.json'),
    log: (line) => log(`[app store] ${line}`),
  })
  const phone = createPhone({
    supabaseUrl: addresses.api,
    publishableKey: localKeys.publishable,
    appStoreUrl: addresses.appStore,
    webUrl: addresses.web,
    bundleId: settings.apple.bundleId,
    identityUrl: addresses.identity,
    // After the website's, as config.toml says.
    googleClientId: config.auth.external.google.client_id.split(',')[1]?.trim() ?? '',
  })
  servers.stripe.attach(stripe.fetch)
  servers.appStore.attach(appStore.fetch)
  servers.phone.attach(phone.fetch)
  return {
    appStore: { rootCertificate: appStore.rootCertificate, inAppPurchaseKey },
    close: async () => {
      await Promise.all([stripe.close(), appStore.close()])
    },
  }
}
