import { cardFields } from './card-fields.ts'
import { toCustomProperties } from './card-form-style.ts'
import { type CardInput, createCardInput } from './create-card-input.ts'
import { createCardTree } from './create-card-tree.ts'
import type { Appearance, Card, StripeError } from './stripe-js-types.ts'

export type CardForm = {
  host: HTMLElement
  /** The card, or what is wrong with it; what is wrong is then also shown at the field. */
  readCard(): { card: Card } | { error: StripeError }
  setBusy(busy: boolean): void
  restyle(appearance: Appearance | undefined): void
  focus(): void
  blur(): void
  clear(): void
}

export type CardFormEvent = 'change' | 'focus' | 'blur' | 'escape'

export function createCardForm(emit: (type: CardFormEvent, state?: object) => void): CardForm {
  const inputs = cardFields.map((field) => createCardInput(field, () => emit('change', describeState(inputs))))
  const { host, root, fieldset } = createCardTree(inputs)
  fieldset.addEventListener('focusin', () => emit('focus'))
  fieldset.addEventListener('focusout', () => emit('blur'))
  fieldset.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') emit('escape')
    // The fields are in another tree than the page's form, so Enter does not reach it by itself.
    if (event.key === 'Enter') host.closest('form')?.requestSubmit()
  })
  return {
    host,
    readCard: () => readCard(inputs),
    setBusy(busy) {
      fieldset.setAttribute('aria-busy', String(busy))
      for (const input of inputs) input.setReadOnly(busy)
    },
    restyle(appearance) {
      for (const [name, value] of toCustomProperties(appearance)) host.style.setProperty(name, value)
    },
    focus: () => inputs[0]?.focus(),
    blur: () => (root.activeElement as HTMLElement | null)?.blur(),
    clear() {
      for (const input of inputs) input.clear()
    },
  }
}

function describeState(inputs: CardInput[]) {
  return {
    collapsed: false,
    complete: inputs.every((input) => !input.fault()),
    empty: inputs.every((input) => input.digits() === ''),
    value: { type: 'card' },
  }
}

function readCard(inputs: CardInput[]): { card: Card } | { error: StripeError } {
  for (const input of inputs) input.showFault()
  const wrong = inputs.find((input) => input.fault())
  if (wrong) {
    wrong.focus()
    return { error: { type: 'validation_error', ...wrong.fault()! } }
  }
  const [number = '', expiry = '', cvc = ''] = inputs.map((input) => input.digits())
  return { card: { number, expMonth: expiry.slice(0, 2), expYear: expiry.slice(2), cvc } }
}
