import { createCardForm } from './create-card-form.ts'
import { createEmitter } from './create-emitter.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { requireTarget, type StripeElement } from './element.ts'
import type { Card, ElementsOptions, StripeError } from './stripe-js-types.ts'

export type PaymentElement = StripeElement & {
  _readCard(): { card: Card } | { error: StripeError }
  _setBusy(busy: boolean): void
  _restyle(): void
}

export function createPaymentElement(
  api: SimulatorApi,
  readOptions: () => ElementsOptions,
  forget: () => void,
): PaymentElement {
  const emitter = createEmitter()
  const form = createCardForm(
    (state) => emitter.emit('change', { ...about, collapsed: false, ...state, value: { type: 'card' } }),
    emitter.emit,
  )

  /** Like Stripe, look the payment up first: a wrong secret shows when the form loads, not when it is sent. */
  async function load(): Promise<void> {
    const { clientSecret } = readOptions()
    const found = clientSecret ? await api.retrieve(clientSecret) : null
    if (!form.host.isConnected) return
    if (found?.error) emitter.emit('loaderror', { ...about, error: found.error })
    else emitter.emit('ready', about)
  }

  const element: PaymentElement = {
    mount(target) {
      form.restyle(readOptions().appearance)
      requireTarget(target).replaceChildren(form.host)
      // Listeners are attached after mounting, so readiness must not be announced at once.
      setTimeout(() => {
        emitter.emit('loaderstart', about)
        void load()
      })
    },
    unmount: () => form.host.remove(),
    destroy() {
      form.host.remove()
      forget()
    },
    on(type, listener) {
      emitter.on(type, listener)
      return element
    },
    once(type, listener) {
      emitter.once(type, listener)
      return element
    },
    off(type, listener) {
      emitter.off(type, listener)
      return element
    },
    update() {},
    focus: () => form.focus(),
    blur: () => form.blur(),
    clear: () => form.clear(),
    collapse() {},
    _readCard: () => form.readCard(),
    _setBusy: (busy) => form.setBusy(busy),
    _restyle: () => form.restyle(readOptions().appearance),
  }
  return element
}

const about = { elementType: 'payment' }
