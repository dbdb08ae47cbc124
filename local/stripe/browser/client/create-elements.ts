import { createEmitter, type Listener } from './create-emitter.ts'
import { createInertElement } from './create-inert-element.ts'
import { createPaymentElement, type PaymentElement } from './create-payment-element.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import type { StripeElement } from './element.ts'
import { IntegrationError } from './integration-error.ts'
import type { Card, ElementsOptions, StripeError } from './stripe-js-types.ts'

export type StripeElements = ReturnType<typeof createElements>

/** What `stripe.elements(options)` returns. Names with an underscore are for the stand-in itself. */
export function createElements(api: SimulatorApi, initial: ElementsOptions) {
  requireValidOptions(initial)
  let options = { ...initial }
  let submitted = false
  const emitter = createEmitter()
  const made = new Map<string, StripeElement>()

  const payment = () => made.get('payment') as PaymentElement | undefined

  // React mounts twice in development: an element that was destroyed makes room for the next of its type.
  function create(type: string): StripeElement {
    if (type === 'paymentRequestButton')
      throw new IntegrationError('Use the Express Checkout Element instead of paymentRequestButton.')
    if (made.has(type))
      throw new IntegrationError(`Can only create one Element of type ${type} through an Elements instance.`)
    const forget = () => void made.delete(type)
    const element =
      type === 'payment' ? createPaymentElement(api, () => options, forget) : createInertElement(type, forget)
    made.set(type, element)
    return element
  }

  function readCard(): { card: Card } | { error: StripeError } {
    const element = payment()
    if (!element) throw new IntegrationError('The Payment Element is not mounted.')
    return element._readCard()
  }

  return {
    create,
    getElement: (type: string) => made.get(type) ?? null,
    async update(changes: ElementsOptions) {
      requireValidOptions({ ...options, ...changes })
      options = { ...options, ...changes }
      payment()?._restyle()
      emitter.emit('update-end', {})
    },
    async submit() {
      const entered = readCard()
      if ('error' in entered) return { error: entered.error }
      submitted = true
      return { selectedPaymentMethod: 'card' }
    },
    fetchUpdates: async () => ({}),
    on: (type: string, listener: Listener) => emitter.on(type, listener),
    get _options() {
      return options
    },
    _wasSubmitted: () => submitted,
    _readCard: readCard,
    _setBusy: (busy: boolean) => payment()?._setBusy(busy),
  }
}

function requireValidOptions(options: ElementsOptions): void {
  if (options.paymentMethodTypes !== undefined) {
    throw new IntegrationError('elements(): paymentMethodTypes is gone; use allowedPaymentMethodTypes.')
  }
  if (options.clientSecret !== undefined || options.mode === undefined || options.mode === 'setup') return
  if (!Number.isInteger(options.amount) || !options.currency) {
    throw new IntegrationError(`elements(): amount and currency are required with mode "${options.mode}".`)
  }
}
