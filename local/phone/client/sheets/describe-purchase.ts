import type { StoreProduct } from '../store/store-types.ts'
import type { PurchaseTerms } from './open-purchase-sheet.ts'

const SIMULATED = 'Simulated: no money moves.'

/** `intro` = "7 days free"; null = it is paid from the first day. */
export function describeSubscriptionPurchase(product: StoreProduct, intro: string | null): PurchaseTerms {
  const monthly = `${product.display_price} per month`
  return {
    name: `Tandem ${product.display_name}`,
    kind: 'Subscription, one month',
    price: intro ? `${intro}, then ${monthly}` : monthly,
    footnote: `${SIMULATED} Renews every month until it is canceled.${describeMissedIntro(product, intro)}`,
  }
}

/** The paywall may have promised free days that the server, asked with this Apple Account, does not give. */
function describeMissedIntro({ introductory_offer }: StoreProduct, intro: string | null): string {
  return introductory_offer && !intro ? ' The free days were used already, so it is paid from today.' : ''
}

export function describeExtraPurchase(product: StoreProduct): PurchaseTerms {
  return {
    name: `Tandem ${product.display_name}`,
    kind: 'Bought once, yours for good',
    price: product.display_price,
    footnote: `${SIMULATED} There is nothing to renew or to cancel.`,
  }
}
