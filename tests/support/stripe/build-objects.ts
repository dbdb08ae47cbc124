import { start } from './build-subscription.ts'

type Overrides = Record<string, unknown>

// What Stripe sends besides subscriptions, in the shape of the pinned API version, with the fields that matter to us.

export const buildStripeInvoice = (overrides: Overrides = {}) => ({
  id: 'in_1',
  object: 'invoice',
  livemode: true,
  customer: 'cus_1',
  parent: {
    type: 'subscription_details',
    subscription_details: { subscription: 'sub_1', metadata: {} },
    quote_details: null,
  },
  number: 'T-0001',
  status: 'paid',
  billing_reason: 'subscription_create',
  amount_due: 1590,
  amount_paid: 1590,
  amount_remaining: 0,
  currency: 'sgd',
  created: start,
  status_transitions: { paid_at: start },
  lines: { object: 'list', data: [buildStripeLine()] },
  hosted_invoice_url: 'https://invoice.stripe.com/i/1',
  invoice_pdf: 'https://invoice.stripe.com/i/1/pdf',
  attempt_count: 1,
  next_payment_attempt: null,
  ...overrides,
})

export const buildStripeLine = (overrides: Overrides = {}) => ({
  id: 'il_1',
  object: 'line_item',
  period: { start, end: start + 30 * 86_400 },
  parent: { type: 'subscription_item_details' },
  ...overrides,
})

export const buildStripeInvoicePayment = (overrides: Overrides = {}) => ({
  id: 'inpay_1',
  object: 'invoice_payment',
  livemode: true,
  invoice: 'in_1',
  payment: { type: 'payment_intent', payment_intent: 'pi_1' },
  is_default: true,
  status: 'paid',
  ...overrides,
})

export const buildStripeCharge = (overrides: Overrides = {}) => ({
  id: 'ch_1',
  object: 'charge',
  livemode: true,
  payment_intent: 'pi_1',
  customer: 'cus_1',
  amount: 1590,
  amount_refunded: 0,
  refunded: false,
  status: 'succeeded',
  payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
  created: start,
  ...overrides,
})

export const buildStripeDispute = (overrides: Overrides = {}) => ({
  id: 'dp_1',
  object: 'dispute',
  livemode: true,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  status: 'needs_response',
  ...overrides,
})

export const buildStripePaymentMethod = (overrides: Overrides = {}) => ({
  id: 'pm_1',
  object: 'payment_method',
  livemode: true,
  type: 'card',
  customer: 'cus_1',
  created: start,
  card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, fingerprint: 'same', wallet: null },
  ...overrides,
})

export const buildStripeCustomer = (overrides: Overrides = {}) => ({
  id: 'cus_1',
  object: 'customer',
  livemode: true,
  metadata: {},
  balance: 0,
  currency: 'sgd',
  invoice_settings: { default_payment_method: null },
  ...overrides,
})

export const buildStripePayment = (overrides: Overrides = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  livemode: true,
  customer: 'cus_1',
  metadata: { extra_id: 'workshop' },
  amount: 2900,
  currency: 'sgd',
  status: 'succeeded',
  created: start,
  ...overrides,
})
