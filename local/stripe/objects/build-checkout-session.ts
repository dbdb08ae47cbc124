import type Stripe from 'stripe'
import { randomLetters } from './new-id.ts'

export type CheckoutFacts = {
  mode: 'payment' | 'setup' | 'subscription'
  origin: string
  customer: string | null
  currency: string | null
  said: Pick<
    Stripe.Checkout.Session,
    'allow_promotion_codes' | 'cancel_url' | 'client_reference_id' | 'customer_email' | 'metadata' | 'success_url'
  > & { automaticTax: boolean; locale: string | null; submitType: string | null; collection: 'always' | 'if_required' }
  expiresAt: number
  created: number
}

/** Open, with nothing of what it leads to: the subscription is made when it completes. */
export function buildCheckoutSession(facts: CheckoutFacts): Stripe.Checkout.Session {
  const id = `cs_test_${randomLetters(58)}`
  const { automaticTax, locale, submitType, collection, ...said } = facts.said
  return {
    ...unusedFields,
    ...said,
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: {
      enabled: automaticTax,
      liability: automaticTax ? { type: 'self' } : null,
      provider: null,
      status: null,
    },
    created: facts.created,
    currency: facts.currency,
    customer: facts.customer,
    customer_creation: facts.mode === 'payment' ? 'if_required' : null,
    customer_details: null,
    discounts: facts.mode === 'setup' ? null : [],
    expires_at: facts.expiresAt,
    livemode: false,
    locale,
    mode: facts.mode,
    payment_method_collection: facts.mode === 'subscription' ? collection : null,
    payment_status: facts.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    status: 'open',
    submit_type: submitType,
    ui_mode: 'hosted_page',
    url: `${facts.origin}/checkout/${id}`,
  }
}

// Stripe sends these with every session; the flows here leave them as they are or fill them in later.
const unusedFields = {
  after_expiration: null,
  allowed_payment_method_types: null,
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer_account: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  managed_payments: { enabled: false },
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  total_details: null,
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>
