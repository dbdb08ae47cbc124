import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { start } from './build-subscription.ts'

/** An event as Stripe posts it; `created` in Unix seconds of Stripe's clock. */
export function buildStripeEvent(
  type: string,
  object: unknown,
  overrides: Partial<Pick<Stripe.Event, 'id' | 'created' | 'api_version' | 'livemode'>> = {},
): Stripe.Event {
  return {
    id: `evt_${randomUUID()}`,
    object: 'event',
    type,
    api_version: Stripe.API_VERSION,
    created: start,
    livemode: true,
    pending_webhooks: 1,
    request: null,
    data: { object },
    ...overrides,
  } as unknown as Stripe.Event
}

/** The request that Stripe would send: the body, and the signature over exactly these bytes. */
export async function buildSignedRequest(body: string, secret: string, signedAt = Date.now()): Promise<Request> {
  const signature = await new Stripe('unused').webhooks.generateTestHeaderStringAsync({
    payload: body,
    secret,
    timestamp: Math.floor(signedAt / 1000),
  })
  return new Request('http://functions.test/stripe-webhook', {
    method: 'POST',
    body,
    headers: { 'stripe-signature': signature, 'content-type': 'application/json' },
  })
}
