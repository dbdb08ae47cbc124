import type { WebRule } from '../data/create-billing.ts'
import { hasPlan, type Membership } from '../data/membership.ts'
import type { ExtraRow, PurchaseOptionRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import type { StoreProduct } from '../store/store-types.ts'
import type { PlanOffer } from './plan-card.ts'
import { readWebRule } from './web-note.ts'

export type ExtraOffer = { extra: ExtraRow; product: StoreProduct; isOwned: boolean }

export type Offers = {
  membership: Membership
  /** Somebody who subscribes on the web is sold no plan here. */
  isOnWeb: boolean
  hasPlan: boolean
  plans: PlanOffer[]
  extras: ExtraOffer[]
  webRule: WebRule
}

/** What our server allows and the App Store sells, put together. */
export async function readOffers(phone: Phone): Promise<Offers> {
  const [membership, options, extras, products, webRule] = await Promise.all([
    phone.library.readMembership(),
    phone.billing.readPurchaseOptions(),
    phone.billing.readExtras(),
    phone.storeKit.products(),
    readWebRule(phone),
  ])
  return {
    membership,
    isOnWeb: options.some(({ code }) => code === 'subscribed_on_web'),
    hasPlan: hasPlan(membership),
    plans: listPlans(membership, options, products),
    extras: extras.flatMap((extra) => toExtraOffer(extra, membership, products)),
    webRule,
  }
}

function listPlans(membership: Membership, options: PurchaseOptionRow[], products: StoreProduct[]): PlanOffer[] {
  const ownedId = membership.open.length > 0 ? membership.plan?.id : undefined
  return membership.plans
    .filter((plan) => plan.app_store_product_id !== null)
    .map((plan) => ({
      plan,
      product: products.find((one) => one.product_id === plan.app_store_product_id),
      option: options.find((one) => one.plan_id === plan.id),
      isOwned: plan.id === ownedId,
    }))
}

/** What the App Store does not sell is not shown at all: it would have to say where it is sold. */
function toExtraOffer(extra: ExtraRow, { open }: Membership, products: StoreProduct[]): ExtraOffer[] {
  const product = products.find((one) => one.product_id === extra.app_store_product_id)
  return product ? [{ extra, product, isOwned: extra.entitlements.every((right) => open.includes(right)) }] : []
}
