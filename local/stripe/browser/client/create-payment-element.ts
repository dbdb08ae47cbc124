import { createEmitter } from './create-emitter.ts'
import { createPaymentForm } from './create-payment-form.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { makeElement, requireTarget, type StripeElement } from './element.ts'
import type { CustomerOffer, ElementsOptions, EnteredOrFault, Intent, StripeError } from './stripe-js-types.ts'

export type PaymentElement = StripeElement & {
  _read(): EnteredOrFault
  _setBusy(busy: boolean): void
  _restyle(): void
}

const about = { elementType: 'payment' }

export function createPaymentElement(
  api: SimulatorApi,
  readOptions: () => ElementsOptions,
  forget: () => void,
): PaymentElement {
  const emitter = createEmitter()
  let intent: Intent | null = null
  const form = createPaymentForm(
    (type, state) => emitter.emit(type, { ...about, ...state }),
    () => keepsCard(readOptions(), intent),
  )

  /** Like Stripe, look things up first: a wrong secret shows when the form loads, not when it is sent. */
  async function load(): Promise<void> {
    emitter.emit('loaderstart', about)
    const found = await lookUp(api, readOptions())
    if (!form.host.isConnected) return
    if (found.error) return emitter.emit('loaderror', { ...about, error: found.error })
    intent = found.intent
    form.offer(found.offer, findTypes(intent, readOptions()))
    emitter.emit('ready', about)
  }

  return makeElement(emitter, {
    mount(target) {
      form.restyle(readOptions().appearance)
      requireTarget(target).replaceChildren(form.host)
      // Listeners are attached after mounting, so readiness must not be announced at once.
      setTimeout(load)
    },
    unmount: () => form.host.remove(),
    destroy() {
      form.host.remove()
      forget()
    },
    update() {},
    focus: form.focus,
    blur: form.blur,
    clear: form.clear,
    collapse() {},
    _read: form.read,
    _setBusy: form.setBusy,
    _restyle: () => form.restyle(readOptions().appearance),
  })
}

/** Of a form before its intent: what an intent with automatic payment methods would offer (`objects/offered-methods.ts`). */
function findTypes(intent: Intent | null, { allowedPaymentMethodTypes, mode, currency }: ElementsOptions): string[] {
  const automatic = mode === 'payment' && currency === 'eur' ? ['card', 'sepa_debit'] : ['card']
  return intent?.payment_method_types ?? allowedPaymentMethodTypes ?? automatic
}

type Found = { error: StripeError } | { error?: undefined; intent: Intent | null; offer: CustomerOffer | null }

async function lookUp(api: SimulatorApi, options: ElementsOptions): Promise<Found> {
  const { clientSecret, customerSessionClientSecret } = options
  const [found, read] = await Promise.all([
    clientSecret ? api.retrieve(clientSecret) : null,
    customerSessionClientSecret ? api.readCustomerOffer(customerSessionClientSecret) : null,
  ])
  const error = found?.error ?? read?.error
  return error ? { error } : { intent: found?.intent ?? null, offer: read?.offer ?? null }
}

function keepsCard(options: ElementsOptions, intent: Intent | null): boolean {
  if (intent) return intent.object === 'setup_intent' || Boolean(intent.setup_future_usage)
  return options.mode === 'setup' || options.mode === 'subscription' || Boolean(options.setupFutureUsage)
}
