import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import { buildSetupIntent } from '../objects/build-setup-intent.ts'
import type { OfferedMethods } from '../objects/offered-methods.ts'
import { readNow, type World } from '../world.ts'

export type SetupWish = {
  customer: string | null
  usage: 'off_session' | 'on_session'
  metadata: Stripe.Metadata
  /** Undefined: what the account has switched on. */
  allowedTypes?: string[]
  offered?: OfferedMethods
  description?: string | null
}

/** A card shall be kept; nothing is charged. */
export function createSetupIntent(world: World, wish: SetupWish): Stripe.SetupIntent {
  const { allowedTypes, customer, usage, metadata, description = null } = wish
  const offered: OfferedMethods =
    wish.offered ??
    (allowedTypes ? { kind: 'allowed', types: allowedTypes } : { kind: 'automatic', allowRedirects: 'always' })
  const intent = buildSetupIntent({ customer, usage, offered, metadata, description, created: readNow(world) })
  world.state.setupIntents[intent.id] = intent
  emitEvent(world, 'setup_intent.created', intent)
  return intent
}
