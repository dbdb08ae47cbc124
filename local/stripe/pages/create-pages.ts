import { Hono } from 'hono'
import type { StripeControl } from '../control/create-control.ts'
import { createCheckoutPage } from './checkout/create-checkout-page.ts'
import { createInvoicePage } from './invoice/create-invoice-page.ts'
import { createPortalPage } from './portal/create-portal-page.ts'

/** What Stripe hosts for its merchants' customers. */
export function createPages(control: StripeControl): Hono {
  const pages = new Hono()
  pages.route('/', createCheckoutPage(control))
  pages.route('/', createInvoicePage(control))
  pages.route('/', createPortalPage(control))
  return pages
}
