import type Stripe from 'stripe'
import { idOf } from '../../objects/find-object.ts'
import type { SimulatorState } from '../../state/simulator-state.ts'
import { toMoney, toTime } from './formats.ts'
import { renderButton, renderTable } from './render-table.ts'

export function renderCustomers(state: SimulatorState) {
  const rows = Object.values(state.customers)
    .reverse()
    .map((customer) => [
      customer.id,
      customer.email ?? '–',
      toTime(customer.created),
      describeBalance(customer),
      describeCards(state, customer),
      renderButton(`/customers/${customer.id}/delete`, 'Delete', customer.email ?? customer.id),
    ])
  return renderTable('customers', ['Customer', 'E-mail', 'Since', 'Balance', 'Cards', 'Do'], rows)
}

/** Stripe's sign turned round into words: a negative balance is the customer's credit. */
function describeBalance({ balance, currency }: Stripe.Customer): string {
  if (balance === 0) return '0'
  return balance < 0 ? `${toMoney(-balance, currency ?? null)} credit` : `${toMoney(balance, currency ?? null)} owed`
}

function describeCards(state: SimulatorState, customer: Stripe.Customer): string {
  const standard = idOf(customer.invoice_settings.default_payment_method)
  const cards = Object.values(state.paymentMethods).filter((method) => idOf(method.customer) === customer.id)
  const names = cards.map((method) => {
    const name = method.card ? `${method.card.brand} ${method.card.last4}` : method.type
    return method.id === standard ? `${name} (default)` : name
  })
  return names.join(', ') || '–'
}
