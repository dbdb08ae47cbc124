import { createEmitter, type Listener } from './create-emitter.ts'
import { createInertElement } from './create-inert-element.ts'
import { createPaymentElement, type PaymentElement } from './create-payment-element.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import type { StripeElement } from './element.ts'
import { createExpressCheckoutElement, type ExpressCheckoutElement } from './express/create-express-checkout-element.ts'
import { IntegrationError } from './integration-error.ts'
import { requireValidOptions } from './require-valid-options.ts'
import type { ElementsOptions, EnteredOrFault } from './stripe-js-types.ts'

export type StripeElements = ReturnType<typeof createElements>

/** What `stripe.elements(options)` returns. Names with an underscore are for the stand-in itself. */
export function createElements(api: SimulatorApi, initial: ElementsOptions) {
  requireValidOptions(initial)
  let options = { ...initial }
  let submitted = false
  const emitter = createEmitter()
  const made = new Map<string, StripeElement>()

  const payment = () => made.get('payment') as PaymentElement | undefined
  const express = () => made.get('expressCheckout') as ExpressCheckoutElement | undefined

  // React mounts twice in development: an element that was destroyed makes room for the next of its type.
  function create(type: string, elementOptions: object = {}): StripeElement {
    if (type === 'paymentRequestButton')
      throw new IntegrationError('Use the Express Checkout Element instead of paymentRequestButton.')
    if (made.has(type))
      throw new IntegrationError(`Can only create one Element of type ${type} through an Elements instance.`)
    const element = build(type, elementOptions, () => void made.delete(type))
    made.set(type, element)
    return element
  }
  function build(type: string, elementOptions: object, forget: () => void): StripeElement {
    if (type === 'payment') return createPaymentElement(api, () => options, forget)
    if (type === 'expressCheckout') return createExpressCheckoutElement(() => options, elementOptions, forget)
    return createInertElement(type, forget)
  }

  /** While a wallet's sheet waits for the page to confirm, it is what pays, whatever the form says. */
  function collect(): EnteredOrFault {
    const entered = express()?._readWallet() ?? null
    if (entered) return { entered }
    const element = payment()
    if (!element) throw new IntegrationError('The Payment Element is not mounted.')
    return element._read()
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
      const { entered, error } = collect()
      if (error) return { error }
      submitted = true
      return {
        selectedPaymentMethod: entered.kind === 'card' ? (entered.wallet ?? 'card') : describeKind(entered.kind),
      }
    },
    fetchUpdates: async () => ({}),
    on: (type: string, listener: Listener) => emitter.on(type, listener),
    get _options() {
      return options
    },
    _wasSubmitted: () => submitted,
    _collect: collect,
    _closeWallet: () => express()?._close(),
    _setBusy: (busy: boolean) => payment()?._setBusy(busy),
  }
}

const describeKind = (kind: 'saved' | 'sepa_debit') => (kind === 'saved' ? 'card' : kind)
