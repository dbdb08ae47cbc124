import { createCardSection } from './create-card-section.ts'
import { createFormTree } from './create-form-tree.ts'
import { createIbanSection } from './create-iban-section.ts'
import { createMethodPicker } from './create-method-picker.ts'
import { describeChoices, toSavedId } from './describe-choices.ts'
import type { FormSection } from './form-section.ts'
import { toCustomProperties } from './payment-form-style.ts'
import type { Appearance, CustomerOffer, EnteredOrFault } from './stripe-js-types.ts'

export type PaymentForm = {
  host: HTMLElement
  read(): EnteredOrFault
  offer(offer: CustomerOffer | null, otherTypes: string[]): void
  setBusy(busy: boolean): void
  restyle(appearance: Appearance | undefined): void
  focus(): void
  blur(): void
  clear(): void
}

export type PaymentFormEvent = 'change' | 'focus' | 'blur' | 'escape'

/** What the Payment Element shows: saved cards to choose from, and the fields of what is not saved yet. */
export function createPaymentForm(
  emit: (type: PaymentFormEvent, state?: object) => void,
  keepsCard: () => boolean,
): PaymentForm {
  const change = () => emit('change', describeState(picker.chosen(), shown()))
  const picker = createMethodPicker(() => {
    for (const section of sections) section.element.hidden = section.type !== picker.chosen()
    change()
  })
  const card = createCardSection(change, keepsCard)
  const sections: FormSection[] = [card, createIbanSection(change)]
  const shown = () => sections.find((section) => section.type === picker.chosen()) ?? null
  const { host, root, form } = createFormTree(picker.element, ...sections.map((section) => section.element))
  listen(host, form, emit)
  picker.offer(describeChoices([], []))
  return {
    host,
    read() {
      const id = toSavedId(picker.chosen())
      return id === null ? (shown() ?? card).read() : { entered: { kind: 'saved', id } }
    },
    offer(offer, otherTypes) {
      card.offerSaving(offer)
      picker.offer(describeChoices(offer?.savedCards ?? [], otherTypes))
    },
    setBusy(busy) {
      form.setAttribute('aria-busy', String(busy))
      for (const part of [picker, ...sections]) part.setBusy(busy)
    },
    restyle(appearance) {
      for (const [name, value] of toCustomProperties(appearance)) host.style.setProperty(name, value)
    },
    focus: () => (shown() ? shown()?.focus() : picker.element.querySelector('input')?.focus()),
    blur: () => (root.activeElement as HTMLElement | null)?.blur(),
    clear() {
      for (const section of sections) section.clear()
    },
  }
}

function listen(host: HTMLElement, form: HTMLElement, emit: (type: PaymentFormEvent) => void): void {
  form.addEventListener('focusin', () => emit('focus'))
  form.addEventListener('focusout', () => emit('blur'))
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') emit('escape')
    // The fields are in another tree than the page's form, so Enter does not reach it by itself.
    if (event.key === 'Enter') host.closest('form')?.requestSubmit()
  })
}

function describeState(choice: string, section: FormSection | null) {
  const id = toSavedId(choice)
  const value = { type: section?.type ?? 'card', ...(id !== null && { payment_method: { id, type: 'card' } }) }
  return {
    collapsed: false,
    complete: section?.isComplete() ?? true,
    empty: section?.isEmpty() ?? false,
    value,
  }
}
