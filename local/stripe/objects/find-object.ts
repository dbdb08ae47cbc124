import type Stripe from 'stripe'
import type { SimulatorState } from '../state/simulator-state.ts'

type StoredObject = { id: string; object: string }

/** Any stored object by its id; ids are unique across all tables. */
export function findObject(state: SimulatorState, id: string): StoredObject | null {
  const tables: Record<string, StoredObject>[] = [
    state.customers,
    state.products,
    state.prices,
    state.subscriptions,
    state.invoices,
    state.invoicePayments,
    state.paymentIntents,
    state.paymentMethods,
    state.charges,
    state.testClocks,
    state.invoiceItems,
    state.balanceTransactions,
    state.discounts,
    state.promotionCodes,
    state.coupons,
    state.subscriptionSchedules,
    state.setupIntents,
    state.refunds,
    state.disputes,
    state.deletedCustomers,
    state.portalConfigurations,
  ]
  for (const table of tables) if (Object.hasOwn(table, id)) return table[id] ?? null
  return null
}

/** The id out of a field that holds an id or, when expanded, the object. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null)
}

export function findInvoicePayments(state: SimulatorState, invoice: string): Stripe.InvoicePayment[] {
  return Object.values(state.invoicePayments).filter((payment) => idOf(payment.invoice) === invoice)
}

export function findIntentOfInvoice(state: SimulatorState, invoice: string): Stripe.PaymentIntent | null {
  const payment = findInvoicePayments(state, invoice).find((each) => each.is_default)
  return state.paymentIntents[idOf(payment?.payment.payment_intent) ?? ''] ?? null
}

export function findInvoiceOfIntent(state: SimulatorState, intent: string): Stripe.Invoice | null {
  const payments = Object.values(state.invoicePayments)
  const payment = payments.find((each) => idOf(each.payment.payment_intent) === intent)
  return state.invoices[idOf(payment?.invoice) ?? ''] ?? null
}

export function findSubscriptionOfInvoice(state: SimulatorState, invoice: Stripe.Invoice): Stripe.Subscription | null {
  return state.subscriptions[idOf(invoice.parent?.subscription_details?.subscription) ?? ''] ?? null
}

export function findInvoicesOfSubscription(state: SimulatorState, subscription: string): Stripe.Invoice[] {
  const invoices = Object.values(state.invoices)
  return invoices.filter((invoice) => idOf(invoice.parent?.subscription_details?.subscription) === subscription)
}

export function requireCustomerOf(state: SimulatorState, object: { customer: unknown }): Stripe.Customer {
  const customer = state.customers[idOf(object.customer as string) ?? '']
  if (!customer) throw new Error('The simulator lost a customer')
  return customer
}
