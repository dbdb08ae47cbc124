import { authenticationStyle } from './authentication-style.ts'
import type { PaymentIntent } from './stripe-js-types.ts'

/** The bank's 3-D Secure page, as a dialog that keeps keyboard and screen reader inside until it is answered. */
export function askForAuthentication(intent: PaymentIntent): Promise<'succeeded' | 'failed'> {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(authenticationStyle)
  root.adoptedStyleSheets = [sheet]
  const dialog = document.createElement('dialog')
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.setAttribute('aria-describedby', 'text')
  dialog.innerHTML = `
    <h2 id="title">3D Secure authentication</h2>
    <p id="text"></p>
    <form method="dialog">
      <button value="succeeded">Complete authentication</button>
      <button value="failed">Fail authentication</button>
    </form>`
  const text = dialog.querySelector('p')
  if (text) text.textContent = `A simulated bank asks: is this payment of ${formatAmount(intent)} yours?`
  root.append(dialog)
  document.body.append(host)
  dialog.showModal()
  return new Promise((resolve) => {
    // Leaving with Escape closes the dialog without an answer: not authenticated.
    dialog.addEventListener('close', () => {
      host.remove()
      resolve(dialog.returnValue === 'succeeded' ? 'succeeded' : 'failed')
    })
  })
}

function formatAmount({ amount, currency }: PaymentIntent): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
