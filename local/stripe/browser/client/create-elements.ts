import { createElementShelf } from './create-element-shelf.ts'
import { createEmitter, type Listener } from './create-emitter.ts'
import type { SimulatorApi } from './create-simulator-api.ts'
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
  const { create, find, payment, express } = createElementShelf(api, () => options)

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
    getElement: find,
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
