import { formatDate } from '../data/format-date.ts'
import type { PlanRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import { openPurchaseSheet } from '../sheets/open-purchase-sheet.ts'
import type { StoreProduct } from '../store/create-store-kit.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'

/** Asks our server first, then lets the App Store ask the buyer, then tells our server. */
export async function buyPlan(phone: Phone, plan: PlanRow, product: StoreProduct): Promise<void> {
  await tellProblems(phone, async () => {
    const options = await phone.library.readPurchaseOptions()
    const option = options.find((one) => one.plan_id === plan.id)
    // Nobody pays twice by accident: without the server's yes the sheet stays shut.
    if (!option?.allowed) return phone.notify('problem', option?.message ?? 'This plan cannot be bought now.')
    openPurchaseSheet({
      product,
      appleAccount: phone.storeKit.appleAccount(),
      onConfirm: () => tellProblems(phone, () => pay(phone, plan, product)),
    })
  })
}

async function pay(phone: Phone, plan: PlanRow, product: StoreProduct): Promise<void> {
  const { purchase, isDelivered } = await phone.purchases.buy(product.product_id)
  phone.openTab('Home')
  if (!isDelivered) {
    phone.notify('problem', 'Your purchase is safe. It will be unlocked as soon as our server answers.')
  } else if (purchase.pending_change) {
    phone.notify('done', `You change to ${plan.name} on ${formatDate(purchase.pending_change.starts_at)}.`)
  } else {
    phone.notify('done', `Welcome to ${plan.name}.`)
  }
}

async function tellProblems(phone: Phone, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof SignedOutError) return phone.requireSignIn(error.message)
    phone.notify('problem', toSentence(error))
  }
}
