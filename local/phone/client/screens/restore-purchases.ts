import type { Phone } from '../phone.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'

/** "Restore purchases" and what comes of it, in one sentence. */
export async function restorePurchases(phone: Phone, reload: () => Promise<void>): Promise<void> {
  try {
    const { restored, refusal } = await phone.purchases.restore()
    await reload()
    if (refusal) phone.notify('problem', refusal)
    else if (restored === 0) phone.notify('done', `There is nothing to restore for ${phone.storeKit.appleAccount()}.`)
    else phone.notify('done', 'Your purchase is restored.')
  } catch (error) {
    if (error instanceof SignedOutError) return phone.requireSignIn(error.message)
    phone.notify('problem', toSentence(error))
  }
}
