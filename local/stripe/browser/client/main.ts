// The stand-in for https://js.stripe.com: what @stripe/react-stripe-js and our pages call, and no more.
// It talks to the simulator that served it. It is never loaded in production.
import { createSimulatorApi } from './create-simulator-api.ts'
import { createStripe } from './create-stripe.ts'
import { IntegrationError } from './integration-error.ts'

const source = (document.currentScript as HTMLScriptElement | null)?.src
const origin = new URL(source ?? location.href).origin

function Stripe(publishableKey: string) {
  if (typeof publishableKey !== 'string')
    throw new IntegrationError('Missing value for Stripe(): apiKey should be a string.')
  return createStripe(createSimulatorApi(origin, publishableKey))
}

Object.assign(window, { Stripe: Object.assign(Stripe, { version: 'endive' }) })
