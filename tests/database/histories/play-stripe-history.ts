import { toSubscriptionRow } from '../../../supabase/functions/_shared/database/to-subscription-row.ts'
import { toSubscription } from '../../../supabase/functions/_shared/stripe/to-subscription.ts'
import { buildStripeSubscription } from '../../support/stripe/build-subscription.ts'
import { beginning, type Delivery, type Identity, plans, second } from './delivery.ts'
import { type StripeState, type StripeStep, takeStripeStep } from './stripe-step.ts'

export type StripeHistory = {
  steps: StripeStep[]
  /** Whether our own link names the user, or only the subscription's metadata. */
  isLinked: boolean
}

export const customerOf = ({ suffix }: Identity) => `cus_${suffix}`

/** What Stripe sends about a life, in the order in which it happened. */
export function playStripeHistory({ steps, isLinked }: StripeHistory, identity: Identity): Delivery[] {
  const deliveries: Delivery[] = []
  let now = beginning
  let state: StripeState | null = null
  let count = 0
  for (const step of steps) {
    const taken = takeStripeStep(step, state, now)
    if (!taken) continue
    now = taken.at
    state = taken.state
    if (taken.isNew) count += 1
    const subscriptionId = `sub_${count}_${identity.suffix}`
    const tell = (eventType: string, content: Delivery['content']) =>
      deliveries.push({ store: 'stripe', at: now, subscriptionId, eventType, content, eventId: nextId() })
    const nextId = () => `evt_${deliveries.length}_${identity.suffix}`
    tell('customer.subscription.updated', snapshot(subscriptionId, state, isLinked, identity))
    if (taken.kind === 'deleteCustomer') tell('customer.deleted', null)
    if (taken.kind === 'renew') tell('invoice.paid', null)
  }
  return deliveries
}

function snapshot(id: string, state: StripeState, isLinked: boolean, identity: Identity) {
  const { stripe: product, price } = plans[state.plan]
  const subscription = buildStripeSubscription({
    id,
    status: state.status,
    customer: customerOf(identity),
    metadata: isLinked ? {} : { user_id: identity.userId },
    start_date: state.startedAt / second,
    ended_at: state.endedAt && state.endedAt / second,
    cancel_at_period_end: state.endsAtPeriodEnd,
    pending_setup_intent: state.needsCard ? 'seti_1' : null,
    periodStart: state.periodStart / second,
    periodEnd: state.periodEnd / second,
    product,
  })
  const [item] = subscription.items.data
  if (item) item.price.unit_amount = price
  return toSubscriptionRow(toSubscription(subscription))
}
