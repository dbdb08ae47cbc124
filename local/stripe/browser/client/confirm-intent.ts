import type { StripeElements } from './create-elements.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { finishNextAction } from './finish-next-action.ts'
import { IntegrationError } from './integration-error.ts'
import { type IntentKind, type IntentResult, toResult } from './intent-kind.ts'
import { requireIntentSecret } from './require-intent-secret.ts'
import { requireSameTerms } from './require-same-terms.ts'
import type { EnteredOrFault, Intent, IntentAnswer } from './stripe-js-types.ts'

export type ConfirmOptions = {
  elements?: StripeElements
  clientSecret?: string
  confirmParams?: { return_url?: string; payment_method?: string }
  redirect?: 'always' | 'if_required'
}

/** `confirmPayment` and `confirmSetup`: reads the form, confirms, lets the person authenticate, and goes to `return_url`. */
export async function confirmIntent(
  api: SimulatorApi,
  kind: IntentKind,
  caller: string,
  options: ConfirmOptions,
): Promise<IntentResult> {
  const { elements, confirmParams, redirect = 'always' } = options
  const returnUrl = confirmParams?.return_url ?? null
  if (redirect === 'always' && returnUrl === null) {
    throw new IntegrationError(
      `stripe.${caller}(): confirmParams.return_url is required unless redirect is "if_required".`,
    )
  }
  const secret = requireIntentSecret(kind, readSecret(elements, options.clientSecret, caller), caller)
  if (!elements) {
    const method = confirmParams?.payment_method
    const confirmed = await api.confirm(secret, method ? { kind: 'saved', id: method } : null, returnUrl)
    return finish(api, kind, confirmed, redirect === 'always' ? returnUrl : null)
  }
  const found = await findMismatch(api, kind, elements, secret)
  if (found) return { error: found.error }
  const { entered, error } = elements._collect()
  if (error) return { error }
  elements._setBusy(true)
  try {
    const confirmed = await api.confirm(secret, entered, returnUrl)
    if (!confirmed.error) elements._closeWallet()
    return await finish(api, kind, confirmed, redirect === 'always' ? returnUrl : null)
  } finally {
    elements._setBusy(false)
  }
}

async function finish(
  api: SimulatorApi,
  kind: IntentKind,
  confirmed: IntentAnswer,
  returnUrl: string | null,
): Promise<IntentResult> {
  if (confirmed.error) return { error: confirmed.error }
  const finished = await finishNextAction(api, confirmed.intent)
  if (finished.error || returnUrl === null) return toResult(kind, finished)
  return goTo(kind, returnUrl, finished.intent)
}

function readSecret(elements: StripeElements | undefined, given: string | undefined, caller: string) {
  const own = elements?._options.clientSecret
  if (own) return given ?? own
  if (!given) {
    throw new IntegrationError(
      `stripe.${caller}(): clientSecret is required when Elements was created without one, or is not given.`,
    )
  }
  if (elements && !elements._wasSubmitted()) {
    throw new IntegrationError(
      `elements.submit() must be called before stripe.${caller}(). Call it as soon as the person presses the button.`,
    )
  }
  return given
}

/** With Elements that were made before the intent, the two must be about the same thing. */
async function findMismatch(
  api: SimulatorApi,
  kind: IntentKind,
  elements: StripeElements,
  secret: string,
): Promise<Extract<EnteredOrFault, { entered?: undefined }> | null> {
  if (elements._options.clientSecret) return null
  const found = await api.retrieve(secret)
  if (found.error) return { error: found.error }
  requireSameTerms(kind, elements._options, found.intent)
  return null
}

/** The page is left, so the promise never settles, as with Stripe. */
function goTo(kind: IntentKind, returnUrl: string, intent: Intent): Promise<never> {
  const url = new URL(returnUrl, location.href)
  url.searchParams.set(kind.param, intent.id)
  url.searchParams.set(`${kind.param}_client_secret`, intent.client_secret)
  url.searchParams.set('redirect_status', intent.status === 'succeeded' ? 'succeeded' : 'pending')
  location.assign(url)
  return new Promise<never>(() => {})
}
