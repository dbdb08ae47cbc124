import { cardFormStyle } from './card-form-style.ts'
import type { CardInput } from './create-card-input.ts'

/** In a shadow tree, so that the page's styles do not reach the form, as they do not reach Stripe's frame. */
export function createCardTree(inputs: CardInput[]) {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(cardFormStyle)
  root.adoptedStyleSheets = [sheet]
  const fieldset = document.createElement('fieldset')
  const legend = document.createElement('legend')
  legend.textContent = 'Card'
  const hint = document.createElement('p')
  hint.className = 'hint'
  hint.textContent = 'Simulated: no card is charged. Try 4242 4242 4242 4242, any future date, any code.'
  fieldset.append(legend, ...inputs.map((input) => input.element), hint)
  root.append(fieldset)
  return { host, root, fieldset }
}
