import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createAppStoreSimulator } from '../../local/app-store/create-app-store-simulator.ts'
import { createIdentityProviders } from '../../local/identity/create-identity-providers.ts'
import { openInAppPurchaseKey } from '../../local/in-app-purchase-key.ts'
import { createPhone } from '../../local/phone/create-phone.ts'
import { createSignIntroductoryOffer } from '../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import { startFakeApi } from './fake-api.ts'

const BUNDLE_ID = 'com.example.tandem'
const GOOGLE_CLIENT = 'tandem-ios.apps.googleusercontent.com'

/** The phone with a real App Store simulator, Apple and Google, and a fake API behind it, each on a port of its own. */
export async function startPhone({ hasProviders = true } = {}) {
  const { privateKeyPem, ...key } = openInAppPurchaseKey(null)
  const api = await startFakeApi(
    createSignIntroductoryOffer({ ...key, privateKey: privateKeyPem, bundleId: BUNDLE_ID }),
  )
  const store = await createAppStoreSimulator({
    bundleId: BUNDLE_ID,
    notificationUrl: null,
    stateFile: null,
    serverApi: key,
  })
  const storeServer = await listen(store.fetch)
  const identity = await createIdentityProviders({
    clientIds: { apple: ['com.example.tandem.web', BUNDLE_ID], google: ['web', GOOGLE_CLIENT] },
    redirectUri: `${api.url}/auth/v1/callback`,
    stateFile: null,
  })
  const identityServer = await listen(identity.fetch)
  const phone = createPhone({
    supabaseUrl: api.url,
    publishableKey: 'publishable-for-tests',
    appStoreUrl: storeServer.url,
    webUrl: 'http://localhost:3000',
    bundleId: BUNDLE_ID,
    identityUrl: hasProviders ? identityServer.url : null,
    googleClientId: GOOGLE_CLIENT,
  })
  const phoneServer = await listen(phone.fetch)
  return {
    url: phoneServer.url,
    api,
    store,
    storeUrl: storeServer.url,
    identityUrl: identityServer.url,
    async close() {
      await Promise.all([phoneServer.close(), storeServer.close(), identityServer.close(), api.close()])
      await store.close()
    },
  }
}

export type TestPhone = Awaited<ReturnType<typeof startPhone>>

async function listen(fetch: (request: Request) => Response | Promise<Response>) {
  const server = createServer(getRequestListener(fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
