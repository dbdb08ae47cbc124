import Stripe from 'stripe'
import type { StripeSimulator } from '../../../local/stripe/create-stripe-simulator.ts'
import { serveFetch } from '../serve-fetch.ts'

export type Break = { atRequest: number; answer: 'never_asked' | 'never_heard' }

/** The same Stripe, which from one request on is away: asked no more, or asked once more and its answer lost. */
export async function breakStripe(simulator: StripeSimulator, { atRequest, answer }: Break) {
  let asked = 0
  const served = await serveFetch(async (request, ...rest: unknown[]) => {
    asked += 1
    const isReached = asked < atRequest || (asked === atRequest && answer === 'never_heard')
    const response = isReached ? await simulator.fetch(request, ...(rest as [object?])) : null
    if (response && asked < atRequest) return response
    return Response.json({ error: { type: 'api_error', message: 'away' } }, { status: 500 })
  })
  const { port } = new URL(served.url)
  const address = { host: '127.0.0.1', port: Number(port), protocol: 'http' as const }
  return {
    stripe: new Stripe('sk_local', { ...address, apiVersion: Stripe.API_VERSION, maxNetworkRetries: 0 }),
    isReached: () => asked >= atRequest,
    close: served.close,
  }
}
