import { serve } from '@hono/node-server'
import {
  type AppStoreSimulatorOptions,
  createAppStoreSimulator,
} from '../../local/app-store/create-app-store-simulator.ts'
import { createVerifier } from './create-verifier.ts'
import { startReceiver } from './start-receiver.ts'

export const BUNDLE_ID = 'com.example.tandem'
export const USER = '5b0f3d66-0b1c-4c54-9a34-0c4f53a0d8a1'
export const OTHER_USER = 'a3d5c7e9-1f2b-4a6d-8c0e-2b4d6f8a0c1e'
export const ACCOUNT = 'demo’s Apple Account'
export const STANDARD = 'com.example.tandem.standard.monthly'
/** The first time an Apple Account buys it, the first week is for nothing. */
export const PREMIUM = 'com.example.tandem.premium.monthly'
export const WORKSHOP = 'com.example.tandem.workshop'

export type SignedPair = { transaction_id: string; transaction: string; renewal_info: string }
export type Answer = SignedPair & {
  outcome: string
  pending_change: { auto_renew_product_id: string; starts_at: string } | null
  code: string
  message: string
  transactions: SignedPair[]
}

/** A simulator behind a real HTTP server, a server that receives its notifications, and Apple's own verifier. */
export async function startStore(options: Partial<AppStoreSimulatorOptions> = {}) {
  const receiver = await startReceiver()
  const simulator = await createAppStoreSimulator({
    bundleId: BUNDLE_ID,
    notificationUrl: receiver.url,
    stateFile: null,
    ...options,
  })
  const server = serve({ fetch: simulator.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`

  async function call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
  ): Promise<{ status: number; json: Answer }> {
    const response = await fetch(origin + path, { method, body: body ? JSON.stringify(body) : null })
    return { status: response.status, json: (await response.json()) as Answer }
  }

  return {
    simulator,
    receiver,
    origin,
    verifier: createVerifier(simulator.rootCertificate),
    get: (path: string) => call('GET', path),
    post: (path: string, body?: object) => call('POST', path, body),
    put: (path: string, body: object) => call('PUT', path, body),
    buy: (productId: string, user: string | null = USER, account = ACCOUNT) =>
      call('POST', '/storekit/purchase', { apple_account: account, product_id: productId, app_account_token: user }),
    async close() {
      await simulator.close()
      await new Promise((resolve) => server.close(resolve))
      await receiver.close()
    },
  }
}

export type TestStore = Awaited<ReturnType<typeof startStore>>
