import { createEmitter } from '../create-emitter.ts'
import { makeElement, requireTarget, type StripeElement } from '../element.ts'
import type { ElementsOptions, Entered } from '../stripe-js-types.ts'
import { askPage } from './ask-page.ts'
import { type ClickDetails, requireValidDetails } from './click-details.ts'
import { createWalletButtons } from './create-wallet-buttons.ts'
import { openPaymentSheet, type PaymentSheet } from './open-payment-sheet.ts'
import { describeAvailable, findWallets, type Wallet } from './wallets.ts'

export type ExpressCheckoutElement = StripeElement & {
  /** The card of the open sheet, once the person has agreed to pay with it. */
  _readWallet(): Entered | null
  _close(): void
}

const about = { elementType: 'expressCheckout' }

export function createExpressCheckoutElement(
  readOptions: () => ElementsOptions,
  initial: ClickDetails,
  forget: () => void,
): ExpressCheckoutElement {
  const emitter = createEmitter()
  let own = initial
  let sheet: PaymentSheet | null = null
  const wallets = findWallets()
  const buttons = createWalletButtons(wallets, (wallet) =>
    askPage(emitter, wallet, (given) => open(wallet, { ...own, ...given })),
  )

  function open(wallet: Wallet, details: ClickDetails): void {
    const options = readOptions()
    requireValidDetails(wallet, options, details)
    sheet = openPaymentSheet({ wallet, options, details, onPay: () => confirm(wallet), onCancel: leave })
  }
  function confirm(wallet: Wallet): void {
    emitter.emit('confirm', {
      ...about,
      expressPaymentType: wallet.type,
      billingDetails: { name: 'Ada Tester', email: 'ada@example.com', address },
      paymentFailed: (payload?: { message?: string }) => sheet?.fail(payload?.message),
    })
  }
  function leave(): void {
    sheet = null
    emitter.emit('cancel', about)
  }
  function close(): void {
    sheet?.close()
    sheet = null
  }

  return makeElement(emitter, {
    mount(target) {
      requireTarget(target).replaceChildren(buttons)
      // Listeners are attached after mounting, so readiness must not be announced at once.
      setTimeout(() => emitter.emit('ready', { ...about, availablePaymentMethods: describeAvailable(wallets) }))
    },
    unmount: () => buttons.remove(),
    destroy() {
      close()
      buttons.remove()
      forget()
    },
    update(options) {
      own = { ...own, ...(options as ClickDetails) }
    },
    focus() {},
    blur() {},
    clear() {},
    collapse() {},
    _readWallet: () => sheet?.agreed() ?? null,
    _close: close,
  })
}

const address = {
  line1: '1 Test Street',
  line2: null,
  city: 'Singapore',
  state: '',
  postal_code: '018956',
  country: 'SG',
}
