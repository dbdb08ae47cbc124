import Stripe from 'stripe'
import { newId } from '../objects/new-id.ts'
import { checkStripeObject } from '../schema/check-object.ts'
import type { EventType } from '../schema/schema-roots.ts'
import { readNow, type World } from '../world.ts'

/** Records that something happened; the deliverer sends it to the webhook endpoint afterwards. */
export function emitEvent(world: World, type: EventType, object: object, previous?: object): void {
  const event = {
    id: newId('evt'),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: readNow(world),
    data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: world.hasWebhookEndpoint ? 1 : 0,
    request: world.request ?? { id: null, idempotency_key: null },
    type,
  } as unknown as Stripe.Event
  checkStripeObject(event)
  const status = world.hasWebhookEndpoint ? 'pending' : 'none'
  world.state.events[event.id] = { event, delivery: { status, attempts: 0, nextAttemptAt: 0, lastResult: null } }
}
