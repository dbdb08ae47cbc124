import type Stripe from 'stripe'
import { toChargeFact } from './to-charge-fact.ts'
import { toCustomerFact } from './to-customer-fact.ts'
import { toDisputeFact } from './to-dispute-fact.ts'
import { toInvoiceFact } from './to-invoice-fact.ts'
import { toInvoicePaymentFact } from './to-invoice-payment-fact.ts'
import { toPaymentFact } from './to-payment-fact.ts'
import { toPaymentMethodFact } from './to-payment-method-fact.ts'

export type FactReader = {
  toFact: (object: unknown) => object | null
  retrieve: (stripe: Stripe, id: string) => Promise<Stripe.Response<object>>
}

/** What Stripe tells besides subscriptions: how each is read from an event or an answer, and how it is asked for. */
export const factKinds = {
  invoice: { toFact: toInvoiceFact, retrieve: (stripe, id) => stripe.invoices.retrieve(id) },
  invoice_payment: {
    toFact: toInvoicePaymentFact,
    retrieve: (stripe, id) => stripe.invoicePayments.retrieve(id),
  },
  charge: { toFact: toChargeFact, retrieve: (stripe, id) => stripe.charges.retrieve(id) },
  dispute: { toFact: toDisputeFact, retrieve: (stripe, id) => stripe.disputes.retrieve(id) },
  payment_method: { toFact: toPaymentMethodFact, retrieve: (stripe, id) => stripe.paymentMethods.retrieve(id) },
  customer: { toFact: toCustomerFact, retrieve: (stripe, id) => stripe.customers.retrieve(id) },
  payment: { toFact: toPaymentFact, retrieve: (stripe, id) => stripe.paymentIntents.retrieve(id) },
} satisfies Record<string, FactReader>

export type FactKind = keyof typeof factKinds
