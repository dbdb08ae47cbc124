import { cardFields } from './card-fields.ts'
import { createCardInput } from './create-card-input.ts'
import type { FormSection } from './form-section.ts'
import type { CustomerOffer, Saving } from './stripe-js-types.ts'

export type CardSection = FormSection & {
  /** Shows the box that keeps the card, if the customer session has one. */
  offerSaving(offer: CustomerOffer | null): void
}

/** A new card: number, date, code. `keepsCard`: the card is kept in any case, box or not. */
export function createCardSection(onChange: () => void, keepsCard: () => boolean): CardSection {
  const inputs = cardFields.map((field) => createCardInput(field, onChange))
  const { element, save, box } = createTree(inputs.map((input) => input.element))
  let offer: CustomerOffer | null = null

  function readSaving(): Saving | undefined {
    if (!offer?.canSave) return undefined
    if (!box.checked) return keepsCard() ? { allowRedisplay: 'limited' } : undefined
    return { allowRedisplay: 'always', ...(!keepsCard() && offer.saveUsage && { usage: offer.saveUsage }) }
  }
  return {
    element,
    type: 'card',
    isComplete: () => inputs.every((input) => !input.fault()),
    isEmpty: () => inputs.every((input) => input.digits() === ''),
    read() {
      for (const input of inputs) input.showFault()
      const wrong = inputs.find((input) => input.fault())
      if (wrong) {
        wrong.focus()
        return { error: { type: 'validation_error', ...wrong.fault()! } }
      }
      const [number = '', expiry = '', cvc = ''] = inputs.map((input) => input.digits())
      const card = { number, expMonth: expiry.slice(0, 2), expYear: expiry.slice(2), cvc }
      return { entered: { kind: 'card', card, saving: readSaving() } }
    },
    setBusy(busy) {
      for (const input of inputs) input.setReadOnly(busy)
    },
    focus: () => inputs[0]?.focus(),
    clear() {
      for (const input of inputs) input.clear()
    },
    offerSaving(given) {
      offer = given
      save.hidden = !given?.canSave
    },
  }
}

function createTree(inputs: HTMLElement[]) {
  const element = document.createElement('fieldset')
  const legend = document.createElement('legend')
  legend.textContent = 'Card'
  const save = document.createElement('label')
  const box = document.createElement('input')
  save.className = 'save'
  save.hidden = true
  box.type = 'checkbox'
  save.append(box, 'Save this card for later')
  element.append(legend, ...inputs, save)
  return { element, save, box }
}
