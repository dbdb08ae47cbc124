import { html } from 'hono/html'
import type Stripe from 'stripe'
import { renderCardForm } from '../card-form.ts'
import { formatDay, formatMoney } from '../format-money.ts'
import { renderFault, renderPage } from '../render-page.ts'

export function renderInvoice(secret: string, invoice: Stripe.Invoice, fault: string | null) {
  const { currency } = invoice
  const isOpen = invoice.status === 'open'
  return renderPage(
    `Invoice ${invoice.number ?? ''}`,
    html`${renderFault(fault)}
<p class="big">${formatMoney(isOpen ? invoice.amount_remaining : invoice.total, currency)}</p>
<p>${describeStatus(invoice)}</p>
<dl>${invoice.lines.data.map((line) => html`<dt>${line.description}</dt><dd>${formatMoney(line.amount, currency)}</dd>`)}
${summarize(invoice).map(([name, amount]) => html`<dt class="total">${name}</dt><dd class="total">${formatMoney(amount, currency)}</dd>`)}</dl>
<p><a href="/invoice/${secret}/pdf">Download PDF</a></p>
${isOpen ? html`<h2>Pay</h2>${renderCardForm(`/invoice/${secret}/pay`, `Pay ${formatMoney(invoice.amount_remaining, currency)}`)}` : ''}`,
  )
}

/** Only what says something: a total, what was credited from the balance, what is due. */
export function summarize(invoice: Stripe.Invoice): [name: string, amount: number][] {
  const discount = (invoice.total_discount_amounts ?? []).reduce((sum, each) => sum + each.amount, 0)
  const fromBalance = invoice.amount_due - Math.max(invoice.total, 0)
  return [
    ...(discount > 0 ? ([['Discount', -discount]] as [string, number][]) : []),
    ['Total', invoice.total],
    ...(fromBalance !== 0 ? ([['Balance', fromBalance]] as [string, number][]) : []),
    ['Amount due', invoice.amount_due],
  ]
}

export function describeStatus({ status, status_transitions, created }: Stripe.Invoice): string {
  if (status_transitions.paid_at !== null) return `Paid on ${formatDay(status_transitions.paid_at)}`
  return status === 'open' ? `Due since ${formatDay(created)}` : `Invoice of ${formatDay(created)}: ${status}`
}
