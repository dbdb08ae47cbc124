import type Stripe from 'stripe'
import { z } from 'zod'
import { idOf } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { defineBrowserEndpoint } from './endpoint.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

/**
 * What the payment form reads for a customer session. Stripe does not document this address; the shape is ours, made of
 * documented objects (`local/README.md`).
 */
export const elementsEndpoints = [
  defineBrowserEndpoint({
    method: 'GET',
    path: '/v1/elements/sessions',
    input: z.strictObject({ customer_session_client_secret: z.string() }),
    run(world, input) {
      const session = requireSession(world, input.customer_session_client_secret)
      const customer = world.state.customers[idOf(session.customer) ?? '']
      return {
        object: 'elements_session',
        customer: {
          payment_methods: findOfferedCards(world, session),
          default_payment_method: idOf(customer?.invoice_settings.default_payment_method),
          customer_session: session,
        },
      }
    },
  }),
]

function requireSession(world: World, secret: string): Stripe.CustomerSession {
  const session = world.state.customerSessions[secret]
  if (!session) throw createInvalidRequestError('The customer session client secret is not valid.')
  if (session.expires_at > readNow(world)) return session
  throw createInvalidRequestError('The customer session has expired.', { code: 'customer_session_expired' })
}

/** The cards that their owner agreed to see again, the newest first. */
function findOfferedCards(world: World, session: Stripe.CustomerSession): Stripe.PaymentMethod[] {
  const features = session.components?.payment_element.features
  if (features?.payment_method_redisplay !== 'enabled') return []
  const filters = features.payment_method_allow_redisplay_filters
  const cards = Object.values(world.state.paymentMethods).filter(
    (method) =>
      idOf(method.customer) === idOf(session.customer) &&
      method.type === 'card' &&
      filters.includes(method.allow_redisplay ?? 'unspecified'),
  )
  return cards.reverse().slice(0, features.payment_method_redisplay_limit ?? 10)
}
