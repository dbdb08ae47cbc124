import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import type { TestCard } from '../payments/test-cards.ts'
import { newId } from './new-id.ts'

export type CardFacts = { card: TestCard; expMonth: number; expYear: number; created: number }

/** A card that belongs to nobody yet. */
export function buildPaymentMethod(facts: CardFacts): Stripe.PaymentMethod {
  const { card } = facts
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: facts.expMonth,
      exp_year: facts.expYear,
      fingerprint: toFingerprint(card.number),
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: facts.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
}

/** The same number has the same fingerprint, as within one Stripe account. */
const toFingerprint = (number: string) => createHash('sha256').update(number).digest('base64url').slice(0, 16)
