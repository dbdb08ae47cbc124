import type Stripe from 'stripe'
import type { Database } from '../_shared/database/connect.ts'
import { recordFailedEvent } from '../_shared/database/record-failed-event.ts'
import { recordOwedStripeEvent, recordStripeEvent } from '../_shared/database/stripe-records.ts'
import { requirePost } from '../_shared/http/require-post.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId, type Log } from '../_shared/log.ts'
import { syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { toInboxEvent, toStripeChange } from '../_shared/stripe/to-stripe-change.ts'

export type StripeWebhookDeps = {
  verifyEvent: (body: string, signature: string | null) => Promise<Stripe.Event>
  database: Database
  stripe: Stripe
  wait: (milliseconds: number) => Promise<void>
  log: Log
}

/**
 * Takes one Stripe event. 2xx only after the event and its effect are stored; Stripe delivers again after anything else
 * (https://docs.stripe.com/webhooks). Types that we do not use are recorded and acknowledged all the same.
 */
export async function handleStripeWebhook(request: Request, deps: StripeWebhookDeps): Promise<Response> {
  requirePost(request)
  const event = await deps.verifyEvent(await request.text(), request.headers.get('stripe-signature'))
  const outcome = await applyEvent(event, deps)
  deps.log.info('Stripe event taken', { type: event.type, event: hashId(event.id), outcome })
  return respond({ outcome })
}

async function applyEvent(event: Stripe.Event, deps: StripeWebhookDeps): Promise<string> {
  const change = toStripeChange(event)
  const inboxEvent = toInboxEvent(event)
  switch (change.kind) {
    case 'none':
      return recordStripeEvent(deps.database, inboxEvent, null)
    case 'snapshot': {
      const outcome = await recordStripeEvent(deps.database, inboxEvent, change.subscription)
      if (outcome !== 'tie') return outcome
      return syncFromStripe(change.subscription.storeSubscriptionId, deps, inboxEvent)
    }
    case 'reread': {
      const outcome = await recordOwedStripeEvent(deps.database, inboxEvent)
      return outcome === 'duplicate' ? outcome : syncFromStripe(change.subscriptionId, deps, inboxEvent)
    }
    case 'unknown':
      deps.log.error('Stripe event holds a value that is not known', change.reason, { event: hashId(event.id) })
      return recordFailedEvent(deps.database, 'stripe', inboxEvent, change.reason)
  }
}
