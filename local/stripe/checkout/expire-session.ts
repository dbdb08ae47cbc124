import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import type { World } from '../world.ts'

/** Nobody can pay on its page any more, and it has no address any more. */
export function expireSession(world: World, session: Stripe.Checkout.Session): void {
  Object.assign(session, { status: 'expired', url: null })
  emitEvent(world, 'checkout.session.expired', session)
}

/** A session that is left open closes by itself. */
export function dueOfSession(world: World, session: Stripe.Checkout.Session) {
  if (session.status !== 'open') return null
  return { at: session.expires_at, run: () => expireSession(world, session) }
}
