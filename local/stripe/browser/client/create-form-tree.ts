import { paymentFormStyle } from './payment-form-style.ts'

/** In a shadow tree, so that the page's styles do not reach the form, as they do not reach Stripe's frame. */
export function createFormTree(...parts: HTMLElement[]) {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(paymentFormStyle)
  root.adoptedStyleSheets = [sheet]
  const hint = document.createElement('p')
  hint.className = 'hint'
  hint.textContent = 'Simulated: no card is charged. Try 4242 4242 4242 4242, any future date, any code.'
  const form = document.createElement('div')
  form.className = 'form'
  form.append(...parts, hint)
  root.append(form)
  return { host, root, form }
}
