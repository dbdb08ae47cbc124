import type Stripe from 'stripe'
import type { CardBehavior } from '../payments/test-cards.ts'

type Table<T> = Record<string, T>

export type Delivery = {
  /** `none`: there was no endpoint when the event happened. */
  status: 'pending' | 'delivered' | 'none'
  attempts: number
  /** Real time, in milliseconds: retries do not wait for the simulated clock. */
  nextAttemptAt: number
  lastResult: string | null
}

export type StoredEvent = { event: Stripe.Event; delivery: Delivery }

export type IdempotentAnswer = {
  fingerprint: string
  /** Null while the first request is still being answered. */
  answer: { status: number; body: string; requestId: string } | null
  createdAt: number
}

/** Everything that survives a restart. Objects are kept as Stripe would send them unexpanded. */
export type SimulatorState = {
  clockOffsetMs: number
  customers: Table<Stripe.Customer>
  products: Table<Stripe.Product>
  prices: Table<Stripe.Price>
  subscriptions: Table<Stripe.Subscription>
  invoices: Table<Stripe.Invoice>
  invoicePayments: Table<Stripe.InvoicePayment>
  paymentIntents: Table<Stripe.PaymentIntent>
  paymentMethods: Table<Stripe.PaymentMethod>
  charges: Table<Stripe.Charge>
  checkoutSessions: Table<Stripe.Checkout.Session>
  portalSessions: Table<Stripe.BillingPortal.Session>
  /** How the card behind a payment method behaves; the number itself is never kept. */
  cardBehaviors: Table<CardBehavior>
  events: Table<StoredEvent>
  idempotentAnswers: Table<IdempotentAnswer>
}

/** An account in which nothing has happened yet. */
export function createEmptyState(): SimulatorState {
  return {
    clockOffsetMs: 0,
    customers: {},
    products: {},
    prices: {},
    subscriptions: {},
    invoices: {},
    invoicePayments: {},
    paymentIntents: {},
    paymentMethods: {},
    charges: {},
    checkoutSessions: {},
    portalSessions: {},
    cardBehaviors: {},
    events: {},
    idempotentAnswers: {},
  }
}
