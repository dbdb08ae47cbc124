import { buildStripeEvent } from './build-event.ts'
import { buildStripeSubscription, start } from './build-subscription.ts'

/** Types and order of the events of a first purchase, as a public blog post logged them; seconds after the first. */
const log: [type: string, seconds: number][] = [
  ['charge.succeeded', 3],
  ['checkout.session.completed', 4],
  ['payment_method.attached', 3],
  ['customer.created', 0],
  ['customer.updated', 3],
  ['invoice.created', 1],
  ['customer.subscription.created', 1],
  ['invoice.updated', 3],
  ['invoice.finalized', 1],
  ['customer.subscription.updated', 3],
  ['payment_intent.succeeded', 3],
  ['payment_intent.created', 1],
  ['invoice.updated', 4],
  ['invoice.payment_succeeded', 4],
  ['invoice.paid', 4],
]

/** The fifteen events of one person's first purchase, in the order of the log. `together` puts all into one second. */
export function buildFirstPurchaseLog(ids: { user: string; suffix: string }, options: { together: boolean }) {
  const subscription = (status: string) =>
    buildStripeSubscription({
      id: `sub_${ids.suffix}`,
      customer: `cus_${ids.suffix}`,
      metadata: { user_id: ids.user },
      status,
    })
  const final = subscription('active')
  const events = log.map(([type, seconds], index) =>
    buildStripeEvent(type, toObject(type, ids.suffix, subscription), {
      id: `evt_${ids.suffix}_${index}`,
      created: start + (options.together ? 0 : seconds),
    }),
  )
  return { events, final }
}

function toObject(type: string, suffix: string, subscription: (status: string) => unknown): unknown {
  if (type === 'customer.subscription.created') return subscription('incomplete')
  if (type === 'customer.subscription.updated') return subscription('active')
  return { id: `${type.split('.')[0]}_${suffix}`, object: type.split('.')[0], customer: `cus_${suffix}` }
}
