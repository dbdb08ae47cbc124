import type Stripe from 'stripe'
import { createInvalidRequestError } from '../../api/stripe-api-error.ts'
import { callEndpoint } from '../../control/call-endpoint.ts'
import { addEnteredCard } from '../../payments/add-card.ts'
import { confirmSetupIntent, finishSetupAuthentication } from '../../payments/confirm-setup-intent.ts'
import { createSetupIntent } from '../../payments/create-setup-intent.ts'
import type { World } from '../../world.ts'
import { readCardForm } from '../card-form.ts'

type Session = Stripe.BillingPortal.Session
type Fields = Record<string, unknown>

/** A card that is added there becomes the customer's default. */
export function addPortalCard(world: World, session: Session, fields: Fields): void {
  const method = addEnteredCard(world, readCardForm(fields))
  const intent = createSetupIntent(world, { customer: session.customer, usage: 'off_session', metadata: {} })
  confirmSetupIntent(world, intent, method)
  if (intent.status === 'succeeded') makeDefaultCard(world, session, {}, method.id)
}

export function finishPortalCard(world: World, session: Session, fields: Fields, id: string): void {
  const intent = world.state.setupIntents[id]
  if (intent?.customer !== session.customer) throw createInvalidRequestError('This is not a card of yours.')
  finishSetupAuthentication(world, intent, fields.outcome === 'succeeded')
  if (intent.status !== 'succeeded')
    throw createInvalidRequestError('We are unable to authenticate your payment method.')
  makeDefaultCard(world, session, {}, String(intent.payment_method))
}

export function makeDefaultCard(world: World, session: Session, _fields: Fields, id: string): void {
  const params = { invoice_settings: { default_payment_method: id } }
  callEndpoint(world, 'POST', '/v1/customers/:id', params, session.customer)
}
