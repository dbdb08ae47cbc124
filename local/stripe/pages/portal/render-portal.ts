import { html } from 'hono/html'
import type Stripe from 'stripe'
import { idOf } from '../../objects/find-object.ts'
import { renderCardForm } from '../card-form.ts'
import { formatDay, formatMoney } from '../format-money.ts'
import { renderFault, renderPage } from '../render-page.ts'
import type { PortalContents } from './find-portal.ts'
import { renderSubscription } from './render-subscription.ts'

type Session = Stripe.BillingPortal.Session

export function renderPortal(secret: string, session: Session, contents: PortalContents, fault: string | null) {
  const { subscriptions, invoices } = contents
  return renderPage(
    'Billing',
    html`${renderFault(fault)}${renderReturn(session)}
<h2>Subscription</h2>
${subscriptions.length > 0 ? subscriptions.map((each) => renderSubscription(secret, each, contents.productNames)) : html`<p>There is none.</p>`}
<h2>Payment methods</h2>${renderCards(secret, contents)}
<details><summary>Add a card</summary>${renderCardForm(`/portal/${secret}/cards`, 'Add card')}</details>
<h2>Invoices</h2>
${invoices.length > 0 ? html`<ul>${invoices.map(renderInvoiceLine)}</ul>` : html`<p>There are none yet.</p>`}`,
  )
}

export const renderReturn = ({ return_url }: Session) =>
  return_url ? html`<p><a href="${return_url}">Back to Tandem</a></p>` : ''

function renderCards(secret: string, { cards, customer }: PortalContents) {
  if (cards.length === 0) return html`<p>No card is saved.</p>`
  const standard = idOf(customer.invoice_settings.default_payment_method)
  return html`<ul>${cards.map((method) => {
    const name = method.card ? `${capitalize(method.card.brand)} •••• ${method.card.last4}` : method.type
    return html`<li><span>${name}</span>${
      method.id === standard
        ? html`<span class="quiet">default</span>`
        : html`<form method="post" action="/portal/${secret}/cards/${method.id}/default"><button class="second" aria-label="Make default: ${name}">Make default</button></form>`
    }</li>`
  })}</ul>`
}

function renderInvoiceLine(invoice: Stripe.Invoice) {
  const page = invoice.hosted_invoice_url ? new URL(invoice.hosted_invoice_url).pathname : '#'
  return html`<li><a href="${page}">${formatDay(invoice.created)}</a>
<span>${formatMoney(invoice.total, invoice.currency)}</span><span class="quiet">${invoice.status}</span></li>`
}

const capitalize = (brand: string) => brand.charAt(0).toUpperCase() + brand.slice(1)
