import type Stripe from 'stripe'
import type { SimulatorState } from '../../state/simulator-state.ts'

/** By the last part of its address, which only who was given the address knows. */
export function findInvoiceByPage(state: SimulatorState, secret: string): Stripe.Invoice | null {
  const invoices = Object.values(state.invoices)
  return invoices.find((invoice) => invoice.hosted_invoice_url?.endsWith(`/invoice/${secret}`)) ?? null
}
