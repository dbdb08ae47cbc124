import { askForAuthentication } from './ask-for-authentication.ts'
import type { StripeElements } from './create-elements.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { finishNextAction } from './finish-next-action.ts'
import { IntegrationError } from './integration-error.ts'
import { requireIntentSecret } from './require-intent-secret.ts'
import type { IntentResult, PaymentIntent } from './stripe-js-types.ts'

export type ConfirmPaymentOptions = {
  elements?: StripeElements
  clientSecret?: string
  confirmParams?: { return_url?: string }
  redirect?: 'always' | 'if_required'
}

/** Reads the card form, pays, lets the person authenticate, and goes to `return_url` unless told otherwise. */
export async function confirmPayment(api: SimulatorApi, options: ConfirmPaymentOptions): Promise<IntentResult> {
  const { elements, confirmParams, redirect = 'always' } = options
  const returnUrl = confirmParams?.return_url ?? null
  if (redirect === 'always' && returnUrl === null) {
    throw new IntegrationError(
      'stripe.confirmPayment(): confirmParams.return_url is required unless redirect is "if_required".',
    )
  }
  if (!elements) throw new IntegrationError('stripe.confirmPayment(): the stand-in needs the Elements instance.')
  const secret = requireIntentSecret(readSecret(elements, options.clientSecret), 'confirmPayment')
  const entered = elements._readCard()
  if ('error' in entered) return { error: entered.error }
  elements._setBusy(true)
  try {
    const confirmed = await api.confirm(secret, entered.card, returnUrl)
    if (confirmed.error) return confirmed
    const finished = await finishNextAction(api, confirmed.paymentIntent, askForAuthentication)
    if (finished.error || redirect === 'if_required' || returnUrl === null) return finished
    return goTo(returnUrl, finished.paymentIntent)
  } finally {
    elements._setBusy(false)
  }
}

function readSecret(elements: StripeElements, given: string | undefined): string | undefined {
  if (elements._options.clientSecret) return given ?? elements._options.clientSecret
  if (!given) {
    throw new IntegrationError(
      'stripe.confirmPayment(): clientSecret is required when Elements was created without one.',
    )
  }
  if (!elements._wasSubmitted()) {
    throw new IntegrationError('elements.submit() must be called before stripe.confirmPayment() in the deferred flow.')
  }
  return given
}

/** The page is left, so the promise never settles, as with Stripe. */
function goTo(returnUrl: string, intent: PaymentIntent): Promise<never> {
  const url = new URL(returnUrl, location.href)
  url.searchParams.set('payment_intent', intent.id)
  url.searchParams.set('payment_intent_client_secret', intent.client_secret)
  url.searchParams.set('redirect_status', intent.status === 'succeeded' ? 'succeeded' : 'pending')
  location.assign(url)
  return new Promise<never>(() => {})
}
