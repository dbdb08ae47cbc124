import { type Context, Hono } from 'hono'
import type Stripe from 'stripe'
import { completeSession } from '../../checkout/complete-session.ts'
import { enterCode } from '../../checkout/enter-code.ts'
import { finishSessionAuthentication, paySession } from '../../checkout/pay-session.ts'
import type { StripeControl } from '../../control/create-control.ts'
import { addEnteredCard } from '../../payments/add-card.ts'
import type { World } from '../../world.ts'
import { actOnPage } from '../act-on-page.ts'
import { readCardForm } from '../card-form.ts'
import { renderAuthentication } from '../render-authentication.ts'
import { renderGone } from '../render-page.ts'
import { renderCheckout } from './render-checkout.ts'

/** Where `session.url` leads; from here back to `success_url` or `cancel_url`. */
export function createCheckoutPage(control: StripeControl): Hono {
  const pages = new Hono()

  function show(c: Context, id: string, fault: string | null = null) {
    const state = control.readState()
    const session = state.checkoutSessions[id]
    const order = state.checkoutOrders[id]
    if (!session || !order) return c.html(renderGone('No such page', 'This address does not lead to a payment.'), 404)
    if (session.status === 'complete') return c.redirect(toSuccessUrl(session), 303)
    if (session.status === 'expired') {
      return c.html(renderGone('Too late', 'This page has expired. Go back to where you came from and try again.'), 410)
    }
    if (order.authenticating !== null) {
      return c.html(renderAuthentication(`/checkout/${id}/authentication`, 'is this payment yours?'))
    }
    return c.html(renderCheckout(state, session, order, fault), fault === null ? 200 : 402)
  }
  async function act(c: Context, run: (world: World, session: Stripe.Checkout.Session, fields: Fields) => void) {
    const id = c.req.param('id') ?? ''
    const fault = await actOnPage(c, control, (world, fields) => {
      const session = world.state.checkoutSessions[id]
      // Sent twice, or after its time: the page says how it stands.
      if (session?.status === 'open') run(world, session, fields)
    })
    return show(c, id, fault)
  }

  pages.get('/checkout/:id', (c) => show(c, c.req.param('id')))
  pages.post('/checkout/:id/promotion', (c) =>
    act(c, (world, session, { code = '' }) => enterCode(world, session, String(code))),
  )
  pages.post('/checkout/:id/pay', (c) =>
    act(c, (world, session, fields) => {
      if (typeof fields.email === 'string') session.customer_email = fields.email
      if (fields.number === undefined) completeSession(world, session, null)
      else paySession(world, session, addEnteredCard(world, readCardForm(fields)))
    }),
  )
  pages.post('/checkout/:id/authentication', (c) =>
    act(c, (world, session, { outcome }) => finishSessionAuthentication(world, session, outcome === 'succeeded')),
  )
  return pages
}

type Fields = Record<string, unknown>

const toSuccessUrl = ({ success_url, id }: Stripe.Checkout.Session) =>
  (success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', id)
