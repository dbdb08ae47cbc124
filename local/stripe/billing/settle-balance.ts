import type Stripe from 'stripe'

export type Settlement = { amountDue: number; endingBalance: number }

// Stripe does not charge less than about half a dollar (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
const smallestCharge = 50

/** A credit pays first, a debt is asked for with the rest; what is left over or too little to charge is carried on. */
export function settleBalance(total: number, balance: number): Settlement {
  if (total === 0) return { amountDue: 0, endingBalance: balance }
  const sum = total + balance
  return sum < smallestCharge ? { amountDue: 0, endingBalance: sum } : { amountDue: sum, endingBalance: 0 }
}

/** A draft with the customer's balance in it, as a preview shows it. */
export function settleInvoice(invoice: Stripe.Invoice): Stripe.Invoice {
  const { amountDue, endingBalance } = settleBalance(invoice.total, invoice.starting_balance)
  return { ...invoice, amount_due: amountDue, amount_remaining: amountDue, ending_balance: endingBalance }
}
