import { cardFields } from './card-fields.ts'
import { cardFormStyle, toCustomProperties } from './card-form-style.ts'
import { createCardInput } from './create-card-input.ts'
import type { Appearance, Card, StripeError } from './stripe-js-types.ts'

export type CardForm = {
  host: HTMLElement
  readCard(): { card: Card } | { error: StripeError }
  setBusy(busy: boolean): void
  restyle(appearance: Appearance | undefined): void
  focus(): void
  blur(): void
  clear(): void
}

export type CardFormState = { empty: boolean; complete: boolean }

/** In a shadow tree, so that the page's styles do not reach the form, as they do not reach Stripe's frame. */
export function createCardForm(
  onChange: (state: CardFormState) => void,
  emit: (type: 'focus' | 'blur' | 'escape', event: unknown) => void,
): CardForm {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(cardFormStyle)
  root.adoptedStyleSheets = [sheet]

  const report = () =>
    onChange({
      empty: inputs.every((input) => input.digits() === ''),
      complete: inputs.every((input) => !input.fault()),
    })
  const inputs = cardFields.map((field) => createCardInput(field, report))
  const form = document.createElement('fieldset')
  const hint = document.createElement('p')
  hint.className = 'hint'
  hint.textContent = 'Simulated: no card is charged. Try 4242 4242 4242 4242, any future date, any code.'
  const legend = document.createElement('legend')
  legend.textContent = 'Card'
  form.append(legend, ...inputs.map((input) => input.element), hint)
  root.append(form)

  form.addEventListener('focusin', () => emit('focus', { elementType: 'payment' }))
  form.addEventListener('focusout', () => emit('blur', { elementType: 'payment' }))
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') emit('escape', { elementType: 'payment' })
    // The fields are in another tree than the page's form, so Enter does not reach it by itself.
    if (event.key === 'Enter') host.closest('form')?.requestSubmit()
  })

  function readCard(): { card: Card } | { error: StripeError } {
    for (const input of inputs) input.showFault()
    const wrong = inputs.find((input) => input.fault())
    if (wrong) {
      wrong.focus()
      return { error: { type: 'validation_error', ...wrong.fault()! } }
    }
    const [number = '', expiry = '', cvc = ''] = inputs.map((input) => input.digits())
    return { card: { number, expMonth: expiry.slice(0, 2), expYear: expiry.slice(2), cvc } }
  }

  return {
    host,
    readCard,
    setBusy(busy) {
      form.setAttribute('aria-busy', String(busy))
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
