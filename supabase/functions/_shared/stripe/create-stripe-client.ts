import Stripe from 'stripe'

/** A Stripe client of the pinned API version; `apiUrl` points it at the simulator. */
export function createStripeClient(config: { secretKey: string; apiUrl: string | null }): Stripe {
  const address = config.apiUrl === null ? {} : toAddress(new URL(config.apiUrl))
  return new Stripe(config.secretKey, {
    ...address,
    apiVersion: Stripe.API_VERSION,
    // An edge function may answer for two and a half minutes, a person waits ten seconds.
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
    appInfo: { name: 'Tandem' },
  })
}

function toAddress(url: URL) {
  const protocol = url.protocol === 'http:' ? ('http' as const) : ('https' as const)
  return { host: url.hostname, port: url.port || (protocol === 'http' ? '80' : '443'), protocol }
}
