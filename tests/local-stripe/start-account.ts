import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import Stripe from 'stripe'
import { createStripeSimulator, type StripeSimulatorOptions } from '../../local/stripe/create-stripe-simulator.ts'
import { startEndpoint } from './start-endpoint.ts'

export const WEBHOOK_SECRET = 'whsec_local'
export const keys = { secretKey: 'sk_local', publishableKey: 'pk_local' }
export const HOUR = 3600
export const DAY = 24 * HOUR

/** A simulated account behind a real HTTP server, the real SDK that calls it, and an endpoint for its webhooks. */
export async function startAccount(options: Partial<StripeSimulatorOptions> = {}) {
  const endpoint = await startEndpoint(WEBHOOK_SECRET)
  const simulator = await createStripeSimulator({
    ...keys,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: endpoint.url,
    stateFile: null,
    ...options,
  })
  const server = createAdaptorServer({ fetch: simulator.fetch })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    simulator,
    endpoint,
    origin: `http://127.0.0.1:${port}`,
    stripe: createClient(port),
    async close() {
      await simulator.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await endpoint.close()
    },
  }
}

export type Account = Awaited<ReturnType<typeof startAccount>>

function createClient(port: number): Stripe {
  return new Stripe(keys.secretKey, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
  })
}
