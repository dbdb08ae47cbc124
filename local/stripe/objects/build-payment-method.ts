import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import type { TestCard } from '../payments/test-cards.ts'
import { newId } from './new-id.ts'

export type WalletType = 'apple_pay' | 'google_pay' | 'link'

export type CardFacts = {
  card: TestCard
  expMonth: number
  expYear: number
  wallet: WalletType | null
  allowRedisplay: Stripe.PaymentMethod.AllowRedisplay
  created: number
}

/** A card that belongs to nobody yet. */
export function buildPaymentMethod(facts: CardFacts): Stripe.PaymentMethod {
  const { card, wallet } = facts
  return {
    ...buildUnowned(facts),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: facts.expMonth,
      exp_year: facts.expYear,
      fingerprint: toFingerprint((wallet && card.walletNumber) || card.number),
      funding: card.funding ?? 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: wallet && describeWallet(card, wallet),
    },
    type: 'card',
  }
}

/** A bank account to debit; the answer of its bank takes days. */
export function buildBankDebit(facts: { iban: string; created: number }): Stripe.PaymentMethod {
  return {
    ...buildUnowned({ ...facts, allowRedisplay: 'unspecified' }),
    sepa_debit: {
      bank_code: facts.iban.slice(4, 9),
      branch_code: null,
      country: facts.iban.slice(0, 2),
      fingerprint: toFingerprint(facts.iban),
      generated_from: { charge: null, setup_attempt: null },
      last4: facts.iban.slice(-4),
    },
    type: 'sepa_debit',
  }
}

function buildUnowned({ created, allowRedisplay }: Pick<CardFacts, 'created' | 'allowRedisplay'>) {
  return {
    id: newId('pm'),
    object: 'payment_method' as const,
    allow_redisplay: allowRedisplay,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  }
}

/** `dynamic_last4`: of the number that the wallet uses in place of the card's. */
function describeWallet(card: TestCard, type: WalletType): Stripe.PaymentMethod.Card.Wallet {
  return { dynamic_last4: (card.walletNumber ?? card.number).slice(-4), [type]: {}, type }
}

/** The same number has the same fingerprint, as within one Stripe account. */
const toFingerprint = (number: string) => createHash('sha256').update(number).digest('base64url').slice(0, 16)
