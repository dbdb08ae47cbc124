import type { Emitter } from '../create-emitter.ts'
import { IntegrationError } from '../integration-error.ts'
import type { ClickDetails } from './click-details.ts'
import type { Wallet } from './wallets.ts'

const answerWithinMs = 1000

/** A wallet's button was pressed: the page says at once what is to be paid, or that it is not. No listener, no question. */
export function askPage(emitter: Emitter, wallet: Wallet, open: (details: ClickDetails) => void): void {
  if (!emitter.has('click')) {
    open({})
    return
  }
  let answered = false
  const answer = (act: () => void) => {
    if (answered) return
    answered = true
    act()
  }
  setTimeout(() => {
    if (answered) return
    throw new IntegrationError('The click event of the Express Checkout Element must be answered within 1 second.')
  }, answerWithinMs)
  emitter.emit('click', {
    elementType: 'expressCheckout',
    expressPaymentType: wallet.type,
    resolve: (details: ClickDetails = {}) => answer(() => open(details)),
    reject: () => answer(() => {}),
  })
}
