// What the simulator takes in and gives out, by the file of `stripe/esm/resources` that declares it.
export const objectRoots = {
  'BillingPortal/Sessions': ['BillingPortal.Session'],
  Charges: ['Charge'],
  'Checkout/Sessions': ['Checkout.Session'],
  Customers: ['Customer'],
  InvoiceLineItems: ['InvoiceLineItem'],
  InvoicePayments: ['InvoicePayment'],
  Invoices: ['Invoice'],
  LineItems: ['LineItem'],
  PaymentIntents: ['PaymentIntent'],
  PaymentMethods: ['PaymentMethod'],
  Plans: ['Plan'],
  Prices: ['Price'],
  Products: ['Product'],
  SubscriptionItems: ['SubscriptionItem'],
  Subscriptions: ['Subscription'],
} as const

// Of the requests that the simulator answers.
export const paramsRoots = {
  'BillingPortal/Sessions': ['BillingPortal.SessionCreateParams'],
  Charges: ['ChargeRetrieveParams'],
  'Checkout/Sessions': [
    'Checkout.SessionCreateParams',
    'Checkout.SessionExpireParams',
    'Checkout.SessionListLineItemsParams',
    'Checkout.SessionListParams',
    'Checkout.SessionRetrieveParams',
  ],
  Customers: [
    'CustomerCreateParams',
    'CustomerRetrieveParams',
    'CustomerUpdateParams',
    'CustomerListParams',
    'CustomerListPaymentMethodsParams',
  ],
  Events: ['EventListParams', 'EventRetrieveParams'],
  InvoicePayments: ['InvoicePaymentListParams', 'InvoicePaymentRetrieveParams'],
  Invoices: ['InvoiceListParams', 'InvoicePayParams', 'InvoiceRetrieveParams'],
  PaymentIntents: ['PaymentIntentConfirmParams', 'PaymentIntentRetrieveParams'],
  PaymentMethods: ['PaymentMethodAttachParams', 'PaymentMethodListParams', 'PaymentMethodRetrieveParams'],
  Prices: ['PriceListParams', 'PriceRetrieveParams'],
  Products: ['ProductListParams', 'ProductRetrieveParams'],
  Subscriptions: [
    'SubscriptionCancelParams',
    'SubscriptionCreateParams',
    'SubscriptionListParams',
    'SubscriptionRetrieveParams',
    'SubscriptionUpdateParams',
  ],
} as const

// Every type that the simulator emits; the tests see that each of them happens.
export const eventTypes = [
  'charge.failed',
  'charge.succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'customer.created',
  'customer.subscription.created',
  'customer.subscription.deleted',
  'customer.subscription.updated',
  'customer.updated',
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_action_required',
  'invoice.payment_failed',
  'invoice.payment_succeeded',
  'invoice.updated',
  'invoice.voided',
  'invoice_payment.paid',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
] as const

type Values<T> = T[keyof T]
export type ObjectRoot = Values<typeof objectRoots>[number]
export type ParamsRoot = Values<typeof paramsRoots>[number]
export type EventType = (typeof eventTypes)[number]

/** `customer.subscription.updated` is declared as `CustomerSubscriptionUpdatedEvent`. */
export function eventRoot(type: string): string {
  const words = type.split(/[._]/).map((word) => word[0]?.toUpperCase() + word.slice(1))
  return `${words.join('')}Event`
}
