import type Stripe from 'stripe'
import type { WebhookFault } from '../events/webhook-trouble.ts'
import type { CardBehavior } from '../payments/test-cards.ts'

type Table<T> = Record<string, T>

/** A change of a subscription that takes effect when its invoice is paid. */
export type PendingChange = { invoice: string; changes: Partial<Stripe.Subscription> }

/** What a subscription's customer was already told; each is the moment that the notice was about. */
export type ToldNotices = { trialEnd?: number; renewal?: number }

/** What happens to a subscription when the last retry has failed: a setting of the account. */
export type AfterRetries = 'cancel' | 'unpaid' | 'past_due'

export type CheckoutOrder = {
  lines: { name: string; price: string | null; unitAmount: number; quantity: number }[]
  subscription: Pick<
    Stripe.Checkout.SessionCreateParams.SubscriptionData,
    'description' | 'metadata' | 'trial_end' | 'trial_period_days' | 'trial_settings'
  >
  intentMetadata: Stripe.Metadata
  setupFutureUsage: 'off_session' | 'on_session' | null
  /** The card that waits for its owner to prove who they are. */
  authenticating: string | null
}

export type Delivery = {
  /** `none`: there was no endpoint when the event happened. `dropped`: lost for good, unless it is sent again. */
  status: 'pending' | 'delivered' | 'none' | 'dropped'
  attempts: number
  /** Real time, in milliseconds: retries do not wait for the simulated clock. */
  nextAttemptAt: number
  lastResult: string | null
  /** What was made to happen to it; absent until that is decided. */
  trouble?: WebhookFault | null
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
  /** Unix seconds: all that fell due until then is done. */
  caughtUpTo: number
  customers: Table<Stripe.Customer>
  products: Table<Stripe.Product>
  prices: Table<Stripe.Price>
  subscriptions: Table<Stripe.Subscription>
  invoices: Table<Stripe.Invoice>
  invoicePayments: Table<Stripe.InvoicePayment>
  paymentIntents: Table<Stripe.PaymentIntent>
  paymentMethods: Table<Stripe.PaymentMethod>
  charges: Table<Stripe.Charge>
  setupIntents: Table<Stripe.SetupIntent>
  refunds: Table<Stripe.Refund>
  disputes: Table<Stripe.Dispute>
  /** By client secret: a customer session has no id. */
  customerSessions: Table<Stripe.CustomerSession>
  deletedCustomers: Table<Stripe.DeletedCustomer>
  /** By customer; Stripe includes it only when asked for. */
  customerTaxes: Table<Stripe.Customer.Tax>
  webhookEndpoints: Table<Stripe.WebhookEndpoint>
  portalConfigurations: Table<Stripe.BillingPortal.Configuration>
  paymentMethodDomains: Table<Stripe.PaymentMethodDomain>
  subscriptionSchedules: Table<Stripe.SubscriptionSchedule>
  coupons: Table<Stripe.Coupon>
  promotionCodes: Table<Stripe.PromotionCode>
  discounts: Table<Stripe.Discount>
  balanceTransactions: Table<Stripe.CustomerBalanceTransaction>
  invoiceItems: Table<Stripe.InvoiceItem>
  testClocks: Table<Stripe.TestHelpers.TestClock>
  checkoutSessions: Table<Stripe.Checkout.Session>
  /** By session: what shall be made when it completes, which the session itself does not say. */
  checkoutOrders: Table<CheckoutOrder>
  portalSessions: Table<Stripe.BillingPortal.Session>
  /** How the card behind a payment method behaves; the number itself is never kept. */
  cardBehaviors: Table<CardBehavior>
  /** By subscription. */
  pendingChanges: Table<PendingChange>
  /** By subscription. */
  toldNotices: Table<ToldNotices>
  afterRetries: AfterRetries
  events: Table<StoredEvent>
  idempotentAnswers: Table<IdempotentAnswer>
}

/** An account in which nothing has happened yet. */
export function createEmptyState(): SimulatorState {
  return {
    clockOffsetMs: 0,
    caughtUpTo: 0,
    customers: {},
    products: {},
    prices: {},
    subscriptions: {},
    invoices: {},
    invoicePayments: {},
    paymentIntents: {},
    paymentMethods: {},
    charges: {},
    setupIntents: {},
    refunds: {},
    disputes: {},
    customerSessions: {},
    deletedCustomers: {},
    customerTaxes: {},
    webhookEndpoints: {},
    portalConfigurations: {},
    paymentMethodDomains: {},
    subscriptionSchedules: {},
    coupons: {},
    promotionCodes: {},
    discounts: {},
    balanceTransactions: {},
    invoiceItems: {},
    testClocks: {},
    checkoutSessions: {},
    checkoutOrders: {},
    portalSessions: {},
    cardBehaviors: {},
    pendingChanges: {},
    toldNotices: {},
    afterRetries: 'cancel',
    events: {},
    idempotentAnswers: {},
  }
}
