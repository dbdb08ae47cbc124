import type Stripe from 'stripe'
import { requirePost } from '../_shared/http/require-post.ts'
import { respond } from '../_shared/http/respond.ts'
import { hashId, type Log } from '../_shared/log.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { applyEvent } from './apply-event.ts'

export type StripeWebhookDeps = SyncDeps & {
  verifyEvent: (body: string, signature: string | null) => Promise<Stripe.Event>
  /** What an event makes owed goes out after its answer. */
  sendMailsLater: () => void
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
  deps.sendMailsLater()
  return respond({ outcome })
}
