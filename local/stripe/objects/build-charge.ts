import type Stripe from 'stripe'
import type { ChargeDecision } from '../payments/decide-charge.ts'
import { newId } from './new-id.ts'

export type ChargeFacts = {
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  decision: Exclude<ChargeDecision, { outcome: 'requires_action' }>
  created: number
}

/** One answer of the bank, yes or no. */
export function buildCharge({ intent, method, decision, created }: ChargeFacts): Stripe.Charge {
  const declined = decision.outcome === 'declined' ? decision : null
  const isPaid = decision.outcome === 'paid'
  return {
    ...unusedFields,
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    billing_details: method.billing_details,
    captured: isPaid,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: declined?.code ?? null,
    failure_message: declined?.message ?? null,
    outcome: describeOutcome(declined),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: describeMethod(intent, method),
    receipt_email: intent.receipt_email,
    status: declined ? 'failed' : isPaid ? 'succeeded' : 'pending',
  }
}

function describeOutcome(declined: Extract<ChargeDecision, { outcome: 'declined' }> | null): Stripe.Charge.Outcome {
  return {
    advice_code: declined?.adviceCode ?? null,
    network_advice_code: null,
    network_decline_code: declined ? '01' : null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: declined?.declineCode ?? null,
    risk_level: 'normal',
    seller_message: declined ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  }
}

function describeMethod(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.Charge.PaymentMethodDetails {
  const { sepa_debit: debit } = method
  if (!debit) return { card: describeCard(intent, method), type: 'card' }
  const { bank_code, branch_code, country, fingerprint, last4 } = debit
  return { sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null }, type: 'sepa_debit' }
}

function describeCard(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: method.card?.brand ?? null,
    checks: method.card?.checks ?? null,
    country: method.card?.country ?? null,
    electronic_commerce_indicator: null,
    exp_month: method.card?.exp_month ?? 0,
    exp_year: method.card?.exp_year ?? 0,
    fingerprint: method.card?.fingerprint ?? null,
    funding: method.card?.funding ?? null,
    installments: null,
    last4: method.card?.last4 ?? null,
    mandate: null,
    network: method.card?.brand ?? null,
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: describeWallet(method.card?.wallet ?? null),
  }
}

function describeWallet(wallet: Stripe.PaymentMethod.Card.Wallet | null): CardDetails['wallet'] {
  return (
    wallet && ({ ...wallet, ...(wallet.link && { link: { funding_source_group: null } }) } as CardDetails['wallet'])
  )
}

type CardDetails = Stripe.Charge.PaymentMethodDetails.Card

// Stripe sends these with every charge; the flows here leave them as they are.
const unusedFields = {
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  calculated_statement_descriptor: 'TANDEM',
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Stripe.Charge>
