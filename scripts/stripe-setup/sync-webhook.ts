import Stripe from 'stripe'
import { handledEventTypes } from '../../supabase/functions/_shared/stripe/event-types.ts'
import type { Step } from './step.ts'

/** `secret` is only told by Stripe when the endpoint is made. */
export type WebhookStep = Step & { secret?: string }

/**
 * The endpoint that Stripe posts to. The shape of its events is fixed when it is made: an endpoint of another API version
 * is replaced, and disabled so that both do not deliver (https://docs.stripe.com/webhooks/versioning).
 */
export async function syncWebhook(stripe: Stripe, url: string): Promise<WebhookStep> {
  const subject = `webhook ${url}`
  const endpoints = await stripe.webhookEndpoints.list({ limit: 100 }).autoPagingToArray({ limit: 1000 })
  const ours = endpoints.filter((endpoint) => endpoint.url === url)
  const found = ours.find((endpoint) => endpoint.api_version === Stripe.API_VERSION)
  const outdated = ours.filter((endpoint) => endpoint !== found && endpoint.status === 'enabled')
  for (const { id } of outdated) await stripe.webhookEndpoints.update(id, { disabled: true })
  if (found) return { subject, outcome: await bringInLine(stripe, found) }
  const made = await stripe.webhookEndpoints.create({
    url,
    api_version: Stripe.API_VERSION,
    enabled_events: [...handledEventTypes],
    description: 'Tandem: subscriptions, payments and cards',
  })
  const note = outdated.map(({ id, api_version }) => `${id} of version ${api_version} is disabled`).join(', ')
  return { subject, outcome: 'created', note: note || undefined, secret: made.secret }
}

async function bringInLine(stripe: Stripe, endpoint: Stripe.WebhookEndpoint): Promise<Step['outcome']> {
  const wanted = [...handledEventTypes]
  const hasSameEvents = [...endpoint.enabled_events].sort().join() === [...wanted].sort().join()
  if (hasSameEvents && endpoint.status === 'enabled') return 'unchanged'
  await stripe.webhookEndpoints.update(endpoint.id, { enabled_events: wanted, disabled: false })
  return 'updated'
}
