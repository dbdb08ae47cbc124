import { type Context, Hono } from 'hono'
import type { StripeControl } from '../../control/create-control.ts'
import { findIntentOfInvoice } from '../../objects/find-object.ts'
import { addEnteredCard } from '../../payments/add-card.ts'
import { confirmPaymentIntent, finishAuthentication } from '../../payments/confirm-payment-intent.ts'
import type { World } from '../../world.ts'
import { actOnPage } from '../act-on-page.ts'
import { readCardForm } from '../card-form.ts'
import { formatMoney } from '../format-money.ts'
import { renderAuthentication } from '../render-authentication.ts'
import { renderGone } from '../render-page.ts'
import { findInvoiceByPage } from './find-invoice.ts'
import { renderInvoice } from './render-invoice.ts'
import { writeInvoicePdf } from './write-invoice-pdf.ts'

/** `hosted_invoice_url` and `invoice_pdf`: who has the address may see the invoice and pay it. */
export function createInvoicePage(control: StripeControl): Hono {
  const pages = new Hono()

  function show(c: Context, secret: string, fault: string | null = null) {
    const state = control.readState()
    const invoice = findInvoiceByPage(state, secret)
    if (!invoice) return c.html(renderGone('No such invoice', 'This address does not lead to an invoice.'), 404)
    const intent = findIntentOfInvoice(state, invoice.id)
    if (intent?.status === 'requires_action' && fault === null && c.req.method === 'POST') {
      const question = `is this payment of ${formatMoney(intent.amount, intent.currency)} yours?`
      return c.html(renderAuthentication(`/invoice/${secret}/authentication`, question))
    }
    return c.html(renderInvoice(secret, invoice, fault), fault === null ? 200 : 402)
  }

  pages.get('/invoice/:secret', (c) => show(c, c.req.param('secret')))
  pages.get('/invoice/:secret/pdf', (c) => {
    const invoice = findInvoiceByPage(control.readState(), c.req.param('secret'))
    if (!invoice) return c.text('This address does not lead to an invoice.', 404)
    return c.body(writeInvoicePdf(invoice), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="Invoice-${invoice.number}.pdf"`,
    })
  })
  pages.post('/invoice/:secret/pay', async (c) => {
    const secret = c.req.param('secret')
    const fault = await actOnPage(c, control, (world, fields) => {
      confirmPaymentIntent(world, requireIntent(world, secret), addEnteredCard(world, readCardForm(fields)))
    })
    return show(c, secret, fault)
  })
  pages.post('/invoice/:secret/authentication', async (c) => {
    const secret = c.req.param('secret')
    const fault = await actOnPage(c, control, (world, { outcome }) => {
      finishAuthentication(world, requireIntent(world, secret), outcome === 'succeeded')
    })
    return show(c, secret, fault)
  })
  return pages
}

function requireIntent(world: World, secret: string) {
  const invoice = findInvoiceByPage(world.state, secret)
  const intent = invoice && findIntentOfInvoice(world.state, invoice.id)
  if (!intent) throw new Error('There is no payment to make for this invoice')
  return intent
}
