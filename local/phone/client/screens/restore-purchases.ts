import type { Phone } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'
import { moveScreen } from './move-screen.ts'

/** "Restore purchases" and what comes of it, in one sentence. */
export async function restorePurchases(phone: Phone, reload: () => Promise<void>): Promise<void> {
  try {
    const { restored, refusal, isOfAnother } = await phone.purchases.restore()
    await reload()
    if (refusal) phone.notify('problem', refusal, ...(isOfAnother ? waysToAnother(phone) : []))
    else if (restored === 0) phone.notify('done', `There is nothing to restore for ${phone.storeKit.appleAccount()}.`)
    else phone.notify('done', 'Your purchase is restored.')
  } catch (error) {
    if (error instanceof SignedOutError) return phone.requireSignIn()
    phone.notify('problem', toSentence(error))
  }
}

/** It is somebody's own, most often: under another way to sign in. */
function waysToAnother(phone: Phone): HTMLElement[] {
  return [
    actionButton('Sign in the way you did before', 'plain', () => phone.signOut()),
    actionButton('Move a purchase', 'plain', () => phone.open(moveScreen(phone))),
  ]
}
