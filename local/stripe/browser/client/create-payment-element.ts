import { createCardForm } from './create-card-form.ts'
import { createEmitter } from './create-emitter.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
import { makeElement, requireTarget, type StripeElement } from './element.ts'
import type { Card, ElementsOptions, StripeError } from './stripe-js-types.ts'

export type PaymentElement = StripeElement & {
  _readCard(): { card: Card } | { error: StripeError }
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
  const form = createCardForm((type, state) => emitter.emit(type, { ...about, ...state }))

  /** Like Stripe, look the payment up first: a wrong secret shows when the form loads, not when it is sent. */
  async function load(): Promise<void> {
    const { clientSecret } = readOptions()
    emitter.emit('loaderstart', about)
    const found = clientSecret ? await api.retrieve(clientSecret) : null
    if (!form.host.isConnected) return
    if (found?.error) emitter.emit('loaderror', { ...about, error: found.error })
    else emitter.emit('ready', about)
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
    _readCard: form.readCard,
    _setBusy: form.setBusy,
    _restyle: () => form.restyle(readOptions().appearance),
  })
}
