import type Stripe from 'stripe'
import { newId, randomLetters } from './new-id.ts'
import { type OfferedMethods, toMethodFields } from './offered-methods.ts'

export type SetupIntentFacts = {
  customer: string | null
  usage: 'off_session' | 'on_session'
  offered: OfferedMethods
  metadata: Stripe.Metadata
  description: string | null
  created: number
}

/** The wish to keep a card: no card yet, and a secret with which the browser may confirm it. */
export function buildSetupIntent(facts: SetupIntentFacts): Stripe.SetupIntent {
  const id = newId('seti')
  return {
    ...unusedFields,
    ...toMethodFields(facts.offered),
    id,
    object: 'setup_intent',
    client_secret: `${id}_secret_${randomLetters(33)}`,
    created: facts.created,
    customer: facts.customer,
    description: facts.description,
    livemode: false,
    metadata: facts.metadata,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    status: 'requires_payment_method',
    usage: facts.usage,
  }
}

// Stripe sends these with every setup intent; the flows here leave them as they are or fill them in later.
const unusedFields = {
  application: null,
  cancellation_reason: null,
  customer_account: null,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: null,
  latest_attempt: null,
  mandate: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  single_use_mandate: null,
} satisfies Partial<Stripe.SetupIntent>
