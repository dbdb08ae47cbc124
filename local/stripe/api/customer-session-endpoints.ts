import type Stripe from 'stripe'
import { buildCustomerSession } from '../objects/build-customer-session.ts'
import { readNow } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

export const customerSessionEndpoints = [
  defineEndpoint<Stripe.CustomerSessionCreateParams>({
    method: 'POST',
    path: '/v1/customer_sessions',
    params: 'CustomerSessionCreateParams',
    supports: ['components', 'customer'],
    run(world, params) {
      const customer = params.customer ?? ''
      if (!world.state.customers[customer]) throw createMissingReferenceError('customer', customer, 'customer')
      const { payment_element: element, ...others } = params.components
      const [other] = Object.keys(others)
      if (other) throw createUnsupportedError(`components[${other}]`)
      if (element?.features?.payment_method_save === 'enabled' && !element.features.payment_method_save_usage) {
        throw createInvalidRequestError(
          'Please provide `payment_method_save_usage` when `payment_method_save` is enabled.',
          { param: 'components[payment_element][features][payment_method_save_usage]' },
        )
      }
      const session = buildCustomerSession(customer, element, readNow(world))
      world.state.customerSessions[session.client_secret] = session
      return session
    },
  }),
]
