import { formatAmount } from '../format-amount.ts'
import type { ElementsOptions, Entered } from '../stripe-js-types.ts'
import type { ClickDetails } from './click-details.ts'
import { describeTerms } from './describe-terms.ts'
import { paymentSheetStyle } from './payment-sheet-style.ts'
import type { Wallet } from './wallets.ts'

export type PaymentSheet = {
  agreed(): Entered | null
  /** Shows why it was not paid; the person closes the sheet. */
  fail(message: string | undefined): void
  close(): void
}

export type SheetFacts = {
  wallet: Wallet
  options: ElementsOptions
  details: ClickDetails
  onPay(): void
  onCancel(): void
}

const cards = [
  ['4242424242424242', 'Visa •••• 4242'],
  ['5555555555554444', 'Mastercard •••• 4444'],
  ['4000000000000002', 'Visa •••• 0002 (is declined)'],
] as const

/** The wallet's own sheet, as a dialog that keeps keyboard and screen reader inside until it is answered. */
export function openPaymentSheet({ wallet, options, details, onPay, onCancel }: SheetFacts): PaymentSheet {
  const { host, dialog, find } = buildSheet(wallet, options, details)
  const [pay, cancel, problem] = [find('.pay'), find('.cancel'), find('[role=alert]')]
  let isOver = false
  let agreed: Entered | null = null

  pay.addEventListener('click', () => {
    agreed = readCard(wallet, (find('select') as unknown as HTMLSelectElement).value)
    pay.setAttribute('disabled', '')
    pay.textContent = 'Processing…'
    onPay()
  })
  cancel.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => {
    host.remove()
    agreed = null
    if (!isOver) onCancel()
  })
  document.body.append(host)
  dialog.showModal()
  return {
    agreed: () => agreed,
    fail(message) {
      isOver = true
      agreed = null
      problem.textContent = message ?? 'Payment not completed.'
      pay.remove()
      cancel.textContent = 'Close'
      cancel.focus()
    },
    close() {
      isOver = true
      dialog.close()
    },
  }
}

function buildSheet(wallet: Wallet, options: ElementsOptions, details: ClickDetails) {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(paymentSheetStyle)
  root.adoptedStyleSheets = [sheet]
  const dialog = document.createElement('dialog')
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.innerHTML = `<h2 id="title">${wallet.name} (simulated)</h2>
    <label for="card">Card</label>
    <select id="card">${cards.map(([number, name]) => `<option value="${number}">${name}</option>`).join('')}</select>
    <dl></dl><div class="terms"></div><p role="alert"></p>
    <div class="row"><button class="pay" type="button"></button><button class="cancel" type="button">Cancel</button></div>`
  root.append(dialog)
  const find = (selector: string): HTMLElement => dialog.querySelector<HTMLElement>(selector)!
  for (const [name, amount] of describeLines(options, details)) find('dl').append(cell('dt', name), cell('dd', amount))
  find('.terms').append(...describeTerms(options, details).map((text) => cell('p', text)))
  find('.pay').textContent = options.mode === 'setup' ? 'Agree' : 'Pay'
  return { host, dialog, find }
}

function describeLines({ amount = 0, currency = 'usd', mode }: ElementsOptions, { lineItems = [] }: ClickDetails) {
  const lines = lineItems.map((item) => [item.name, formatAmount(item.amount, currency)] as const)
  return [...lines, ['Total now', formatAmount(mode === 'setup' ? 0 : amount, currency)] as const]
}

function cell(name: string, text: string): HTMLElement {
  const element = document.createElement(name)
  element.textContent = text
  return element
}

function readCard(wallet: Wallet, number: string): Entered {
  const year = String(new Date().getFullYear() + 4).slice(-2)
  return { kind: 'card', wallet: wallet.type, card: { number, expMonth: '12', expYear: year, cvc: '123' } }
}
