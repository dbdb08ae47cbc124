import { createInvalidRequestError } from './stripe-api-error.ts'

type Redirecting = { automatic_payment_methods: { allow_redirects?: string } | null } | { allowRedirects: string }

/** Confirmed by the server with all methods switched on, some might send the customer away: to where shall they return? */
export function requireReturnUrl(intent: Redirecting, returnUrl: string | undefined): void {
  const redirects =
    'allowRedirects' in intent ? intent.allowRedirects : intent.automatic_payment_methods?.allow_redirects
  if (returnUrl !== undefined || redirects !== 'always') return
  throw createInvalidRequestError(
    "This intent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never`.",
  )
}
