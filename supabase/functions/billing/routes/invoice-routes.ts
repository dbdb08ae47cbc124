import { z } from 'zod'
import { finishInvoiceAnswer, invoicePaymentAnswer, payInvoiceAnswer } from '../../_shared/domain/billing-answers.ts'
import type { Route } from '../create-route.ts'
import { finishInvoice } from '../finish-invoice.ts'
import { openInvoicePayment } from '../open-invoice-payment.ts'
import { payInvoice } from '../pay-invoice.ts'
import { idOfStripe } from './body-schemas.ts'

const newestUnlessNamed = z.object({ invoice_id: idOfStripe.nullish() })
const invoice = z.object({ invoice_id: idOfStripe })
const payment = invoice.extend({ payment_method_id: idOfStripe })

/** Paying what a card has failed to pay. */
export function addInvoiceRoutes(route: Route): void {
  route('/invoices/payment', { body: newestUnlessNamed, answer: invoicePaymentAnswer }, openInvoicePayment)
  route('/invoices/pay', { body: payment, answer: payInvoiceAnswer }, payInvoice)
  route('/invoices/finish', { body: invoice, answer: finishInvoiceAnswer }, finishInvoice)
}
