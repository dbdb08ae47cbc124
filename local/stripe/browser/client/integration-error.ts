/** The page uses Stripe.js wrongly; Stripe throws this instead of returning it. */
export class IntegrationError extends Error {
  override name = 'IntegrationError'
}
