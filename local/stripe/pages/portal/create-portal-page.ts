import { type Context, Hono } from 'hono'
import type Stripe from 'stripe'
import type { StripeControl } from '../../control/create-control.ts'
import type { World } from '../../world.ts'
import { actOnPage } from '../act-on-page.ts'
import { renderAuthentication } from '../render-authentication.ts'
import { renderGone } from '../render-page.ts'
import { addPortalCard, finishPortalCard, makeDefaultCard } from './change-cards.ts'
import { cancelFromPortal, resumeFromPortal } from './change-subscription.ts'
import { findPortalContents, findPortalSession } from './find-portal.ts'
import { renderFlow } from './render-flow.ts'
import { renderPortal } from './render-portal.ts'

type Session = Stripe.BillingPortal.Session
type Fields = Record<string, unknown>
type Change = (world: World, session: Session, fields: Fields, id: string) => void

/** Every change that a customer may make there, by the end of its address. */
const changes: Record<string, Change> = {
  '/cards': addPortalCard,
  '/cards/:id/default': makeDefaultCard,
  '/setups/:id': finishPortalCard,
  '/subscriptions/:id/cancel': cancelFromPortal,
  '/subscriptions/:id/resume': resumeFromPortal,
}

/** The customer portal: one page, on which a flow shows only the one thing it was opened for. */
export function createPortalPage(control: StripeControl): Hono {
  const pages = new Hono()

  function show(c: Context, session: Session, fault: string | null = null) {
    const secret = c.req.param('secret') ?? ''
    const contents = findPortalContents(control.readState(), session)
    const status = fault === null ? 200 : 402
    if (session.flow) return c.html(renderFlow(secret, session, session.flow, contents, fault), status)
    return c.html(renderPortal(secret, session, contents, fault), status)
  }
  const find = (c: Context) => findPortalSession(control.readState(), c.req.param('secret') ?? '')
  const gone = (c: Context) => c.html(renderGone('No such page', 'This address does not lead to a portal.'), 404)

  pages.get('/portal/:secret', (c) => {
    const session = find(c)
    return session ? show(c, session) : gone(c)
  })
  pages.get('/portal/:secret/setups/:id', (c) => c.html(renderAuthentication(c.req.path, 'may this card be saved?')))
  for (const [path, change] of Object.entries(changes)) {
    pages.post(`/portal/:secret${path}`, async (c) => {
      const session = find(c)
      if (!session) return gone(c)
      const id = c.req.param('id') ?? ''
      const fault = await actOnPage(c, control, (world, fields) => change(world, session, fields, id))
      return fault === null ? c.redirect(whereNext(control, session, path, c.req.path), 303) : show(c, session, fault)
    })
  }
  return pages
}

/** A bank that asks comes first; a flow that is over goes where it was told to. */
function whereNext(control: StripeControl, session: Session, path: string, from: string): string {
  const portal = new URL(session.url).pathname
  const setup = Object.values(control.readState().setupIntents).find(
    (intent) => intent.customer === session.customer && intent.status === 'requires_action',
  )
  if (path === '/cards' && setup) return `${portal}/setups/${setup.id}`
  const { after_completion: after } = session.flow ?? {}
  if (after?.type === 'redirect' && from) return after.redirect?.return_url ?? portal
  return portal
}
