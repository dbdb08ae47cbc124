import type Stripe from 'stripe'
import { createInvalidRequestError } from '../../api/stripe-api-error.ts'
import { callEndpoint } from '../../control/call-endpoint.ts'
import type { World } from '../../world.ts'

type Session = Stripe.BillingPortal.Session
type Fields = Record<string, unknown>

/**
 * With flexible billing the portal sets `cancel_at` and leaves `cancel_at_period_end` false
 * (https://docs.stripe.com/billing/subscriptions/billing-mode).
 */
export function cancelFromPortal(world: World, session: Session, { feedback }: Fields, id: string): void {
  const details = typeof feedback === 'string' && feedback !== '' ? { cancellation_details: { feedback } } : {}
  update(world, session, id, { cancel_at: 'min_period_end', ...details })
}

export function resumeFromPortal(world: World, session: Session, _fields: Fields, id: string): void {
  update(world, session, id, { cancel_at: '' })
}

function update(world: World, session: Session, id: string, params: Record<string, unknown>): void {
  if (world.state.subscriptions[id]?.customer !== session.customer) {
    throw createInvalidRequestError('This is not a subscription of yours.')
  }
  callEndpoint(world, 'POST', '/v1/subscriptions/:id', params, id)
}
