import type Stripe from 'stripe'
import { newId } from './new-id.ts'

export type BalanceTransactionFacts = {
  customer: Stripe.Customer
  type: Stripe.CustomerBalanceTransaction.Type
  /** Negative: to the customer's good. */
  amount: number
  endingBalance: number
  currency: string
  invoice: string | null
  description: string | null
  metadata: Stripe.Metadata
  created: number
}

export function buildBalanceTransaction(facts: BalanceTransactionFacts): Stripe.CustomerBalanceTransaction {
  return {
    id: newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount: facts.amount,
    checkout_session: null,
    created: facts.created,
    credit_note: null,
    currency: facts.currency,
    customer: facts.customer.id,
    customer_account: null,
    description: facts.description,
    ending_balance: facts.endingBalance,
    invoice: facts.invoice,
    livemode: false,
    metadata: facts.metadata,
    type: facts.type,
  }
}
