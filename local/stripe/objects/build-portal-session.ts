import type Stripe from 'stripe'
import { newId, randomLetters } from './new-id.ts'

/** Its address is its only secret. */
export function buildPortalSession(facts: {
  customer: string
  configuration: string
  returnUrl: string | null
  flow: Stripe.BillingPortal.Session.Flow | null
  locale: string | null
  origin: string
  created: number
}): Stripe.BillingPortal.Session {
  return {
    id: newId('bps'),
    object: 'billing_portal.session',
    configuration: facts.configuration,
    created: facts.created,
    customer: facts.customer,
    customer_account: null,
    flow: facts.flow,
    livemode: false,
    locale: facts.locale,
    on_behalf_of: null,
    return_url: facts.returnUrl,
    url: `${facts.origin}/portal/${randomLetters(32)}`,
  }
}
