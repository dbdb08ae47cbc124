import { createInertElement } from './create-inert-element.ts'
import { createPaymentElement, type PaymentElement } from './create-payment-element.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import type { StripeElement } from './element.ts'
import { createExpressCheckoutElement, type ExpressCheckoutElement } from './express/create-express-checkout-element.ts'
import { IntegrationError } from './integration-error.ts'
import type { ElementsOptions } from './stripe-js-types.ts'

/** The Elements that one Elements instance has made, at most one of each type. */
export function createElementShelf(api: SimulatorApi, readOptions: () => ElementsOptions) {
  const made = new Map<string, StripeElement>()

  // React mounts twice in development: an element that was destroyed makes room for the next of its type.
  function create(type: string, options: object = {}): StripeElement {
    if (type === 'paymentRequestButton')
      throw new IntegrationError('Use the Express Checkout Element instead of paymentRequestButton.')
    if (made.has(type))
      throw new IntegrationError(`Can only create one Element of type ${type} through an Elements instance.`)
    const element = build(type, options, () => void made.delete(type))
    made.set(type, element)
    return element
  }
  function build(type: string, options: object, forget: () => void): StripeElement {
    if (type === 'payment') return createPaymentElement(api, readOptions, forget)
    if (type === 'expressCheckout') return createExpressCheckoutElement(readOptions, options, forget)
    return createInertElement(type, forget)
  }
  return {
    create,
    find: (type: string) => made.get(type) ?? null,
    payment: () => made.get('payment') as PaymentElement | undefined,
    express: () => made.get('expressCheckout') as ExpressCheckoutElement | undefined,
  }
}
