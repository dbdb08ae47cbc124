import { elementsEndpoints } from './elements-endpoints.ts'
import type { BrowserEndpoint } from './endpoint.ts'
import { paymentIntentBrowserEndpoints } from './payment-intent-browser-endpoints.ts'
import { setupIntentBrowserEndpoints } from './setup-intent-browser-endpoints.ts'

/** What Stripe.js calls with the publishable key. */
export const browserEndpoints: readonly BrowserEndpoint[] = [
  ...elementsEndpoints,
  ...paymentIntentBrowserEndpoints,
  ...setupIntentBrowserEndpoints,
]
