import { authenticationStyle } from './authentication-style.ts'
import { formatAmount } from './format-amount.ts'
import type { Intent } from './stripe-js-types.ts'

/** The bank's 3-D Secure page, as a dialog that keeps keyboard and screen reader inside until it is answered. */
export function askForAuthentication(intent: Intent): Promise<'succeeded' | 'failed'> {
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
  if (text) text.textContent = describeQuestion(intent)
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

function describeQuestion({ amount, currency }: Intent): string {
  if (amount === undefined || currency === undefined) return 'A simulated bank asks: may this card be saved?'
  return `A simulated bank asks: is this payment of ${formatAmount(amount, currency)} yours?`
}
