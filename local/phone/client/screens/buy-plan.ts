import { formatDate } from '../data/format-date.ts'
import type { PlanRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import { openPurchaseSheet } from '../sheets/open-purchase-sheet.ts'
import type { Purchase } from '../store/create-purchases.ts'
import type { StoreProduct } from '../store/create-store-kit.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'

/** Asks our server first, then lets the App Store ask the buyer, then tells our server. */
export async function buyPlan(phone: Phone, plan: PlanRow, product: StoreProduct): Promise<void> {
  try {
    const { allowed, message } = await phone.purchases.begin(plan.id)
    // Nobody pays twice by accident: without the server's yes the sheet stays shut.
    if (!allowed) return phone.notify('problem', message ?? 'This plan cannot be bought now.')
    openPurchaseSheet({
      product,
      appleAccount: phone.storeKit.appleAccount(),
      onConfirm: () => pay(phone, plan, product),
      onCancel: () => void phone.purchases.end(),
    })
  } catch (error) {
    tellProblem(phone, error)
  }
}

/** Answers with what is to be done once the sheet is away: behind it nothing would be seen or read out. */
async function pay(phone: Phone, plan: PlanRow, product: StoreProduct): Promise<() => void> {
  try {
    const bought = await phone.purchases.buy(product.product_id)
    return () => {
      phone.openTab('Home')
      tellOutcome(phone, plan, bought)
    }
  } catch (error) {
    return () => tellProblem(phone, error)
  }
}

function tellOutcome(phone: Phone, plan: PlanRow, { purchase, isDelivered }: Purchase): void {
  if (!isDelivered) {
    phone.notify('problem', 'Your purchase is safe. It will be unlocked as soon as our server answers.')
  } else if (purchase.pending_change) {
    phone.notify('done', `You change to ${plan.name} on ${formatDate(purchase.pending_change.starts_at)}.`)
  } else {
    phone.notify('done', `Welcome to ${plan.name}.`)
  }
}

function tellProblem(phone: Phone, error: unknown): void {
  if (error instanceof SignedOutError) phone.requireSignIn(error.message)
  else phone.notify('problem', toSentence(error))
}
