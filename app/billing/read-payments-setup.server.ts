import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import { env } from '#app/env.server.ts'

/** What a browser needs to talk to Stripe. Nothing in it is secret. */
export function readPaymentsSetup(): PaymentsSetup {
  return { publishableKey: env.STRIPE_PUBLISHABLE_KEY, standInUrl: env.STRIPE_JS_URL }
}
