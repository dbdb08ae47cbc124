import { html } from 'hono/html'
import type Stripe from 'stripe'
import { renderCardForm } from '../card-form.ts'
import { renderFault, renderPage } from '../render-page.ts'
import type { PortalContents } from './find-portal.ts'
import { renderReturn } from './render-portal.ts'
import { renderCancel, renderSubscription } from './render-subscription.ts'

type Session = Stripe.BillingPortal.Session

/** The one thing that the session was opened for. */
export function renderFlow(
  secret: string,
  session: Session,
  flow: Stripe.BillingPortal.Session.Flow,
  contents: PortalContents,
  fault: string | null,
) {
  const top = html`${renderFault(fault)}${renderReturn(session)}`
  if (flow.type === 'payment_method_update') {
    const form = renderCardForm(`/portal/${secret}/cards`, 'Add card')
    return renderPage('Add a payment method', html`${top}${form}`)
  }
  if (flow.type === 'subscription_cancel') {
    const subscription = contents.subscriptions.find((each) => each.id === flow.subscription_cancel?.subscription)
    if (!subscription) return renderPage('Cancel subscription', html`${top}<p>It has ended already.</p>`)
    const body =
      subscription.cancel_at === null
        ? renderCancel(secret, subscription)
        : renderSubscription(secret, subscription, contents.productNames)
    return renderPage('Cancel subscription', html`${top}${body}`)
  }
  return renderPage('Not simulated', html`${top}<p>The simulator does not show the flow ${flow.type}.</p>`)
}
