import { formatDate } from '../data/format-date.ts'
import type { Phone } from '../phone.ts'
import { openPurchaseSheet, type PurchaseTerms } from '../sheets/open-purchase-sheet.ts'
import type { Order, Purchase } from '../store/create-checkout.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'

export type Sale = {
  order: Order
  /** As the app calls what is bought. */
  name: string
  terms: PurchaseTerms
  bought: string
}

/** Our server has said yes: the App Store asks the buyer, then our server hears of it. */
export function confirmPurchase(phone: Phone, sale: Sale): void {
  openPurchaseSheet({
    terms: sale.terms,
    appleAccount: phone.storeKit.appleAccount(),
    onConfirm: () => pay(phone, sale),
    onCancel: () => void phone.checkout.end(),
  })
}

/** Answers with what is to be done once the sheet is away: behind it nothing would be seen or read out. */
async function pay(phone: Phone, sale: Sale): Promise<() => void> {
  try {
    const purchase = await phone.checkout.buy(sale.order)
    if (purchase.is === 'pending') phone.pending.add(sale.order.productId, sale.name)
    // The App Store keeps it for this user: it is handed in when they are back.
    if (purchase.is === 'signed_out') return () => phone.requireSignIn({ bought: sale.bought })
    return () => {
      phone.openTab('Home')
      tellOutcome(phone, sale, purchase)
    }
  } catch (error) {
    if (error instanceof SignedOutError) return () => phone.requireSignIn({ note: 'Nothing was bought.' })
    return () => tellProblem(phone, error)
  }
}

function tellOutcome(phone: Phone, { name, bought }: Sale, purchase: Purchase): void {
  if (purchase.is === 'pending') {
    phone.notify('done', `Your request is on its way: ${name} waits for approval.`)
  } else if (purchase.is === 'undelivered') {
    phone.notify('problem', 'Your purchase is safe. It will be unlocked as soon as our server answers.')
  } else if (purchase.pendingChange) {
    phone.notify('done', `You change to ${name} on ${formatDate(purchase.pendingChange.starts_at)}.`)
  } else {
    phone.notify('done', bought)
  }
}

export function tellProblem(phone: Phone, error: unknown): void {
  if (error instanceof SignedOutError) phone.requireSignIn()
  else phone.notify('problem', toSentence(error))
}
