import Stripe from 'stripe'
import { newId, randomLetters } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createNotFoundError } from './stripe-api-error.ts'

/** Registered endpoints are only kept: events go to the one address that the simulator was started with. */
export const webhookEndpointEndpoints = [
  defineEndpoint<Stripe.WebhookEndpointCreateParams>({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    params: 'WebhookEndpointCreateParams',
    supports: ['api_version', 'description', 'enabled_events', 'metadata', 'url'],
    run(world, params) {
      const endpoint: Stripe.WebhookEndpoint = {
        id: newId('we'),
        object: 'webhook_endpoint',
        // Unsaid, Stripe pins the account's default version; it cannot be changed afterwards.
        api_version: params.api_version ?? Stripe.API_VERSION,
        application: null,
        created: readNow(world),
        description: params.description || null,
        enabled_events: params.enabled_events,
        livemode: false,
        metadata: mergeMetadata({}, params.metadata),
        status: 'enabled',
        url: params.url,
      }
      world.state.webhookEndpoints[endpoint.id] = endpoint
      // Told only now, and not kept.
      return { ...endpoint, secret: `whsec_${randomLetters(32)}` }
    },
  }),
  defineEndpoint<Stripe.WebhookEndpointRetrieveParams>({
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    params: 'WebhookEndpointRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireEndpoint(world, id),
  }),
  defineEndpoint<Stripe.WebhookEndpointListParams>({
    method: 'GET',
    path: '/v1/webhook_endpoints',
    params: 'WebhookEndpointListParams',
    supports: ['ending_before', 'limit', 'starting_after'],
    run: (world, params) => listPage('/v1/webhook_endpoints', Object.values(world.state.webhookEndpoints), params),
  }),
  defineEndpoint<Stripe.WebhookEndpointUpdateParams>({
    method: 'POST',
    path: '/v1/webhook_endpoints/:id',
    params: 'WebhookEndpointUpdateParams',
    supports: ['description', 'disabled', 'enabled_events', 'metadata', 'url'],
    run(world, { description, disabled, enabled_events, metadata, url }, id) {
      const endpoint = requireEndpoint(world, id)
      return Object.assign(endpoint, {
        metadata: mergeMetadata(endpoint.metadata, metadata),
        ...(description !== undefined && { description: description || null }),
        ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }),
        ...(enabled_events !== undefined && { enabled_events }),
        ...(url !== undefined && { url }),
      })
    },
  }),
  defineEndpoint<Stripe.WebhookEndpointDeleteParams>({
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    params: 'WebhookEndpointDeleteParams',
    supports: [],
    run(world, _params, id) {
      delete world.state.webhookEndpoints[requireEndpoint(world, id).id]
      return { id, object: 'webhook_endpoint', deleted: true }
    },
  }),
]

function requireEndpoint(world: World, id: string): Stripe.WebhookEndpoint {
  const endpoint = world.state.webhookEndpoints[id]
  if (!endpoint) throw createNotFoundError('webhook endpoint', id)
  return endpoint
}
