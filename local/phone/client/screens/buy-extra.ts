import type { ExtraRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import { describeExtraPurchase } from '../sheets/describe-purchase.ts'
import type { StoreProduct } from '../store/store-types.ts'
import { confirmPurchase, tellProblem } from './confirm-purchase.ts'

/** As a plan, but bought once: it may have been bought on the web already, and then the sheet stays shut. */
export async function buyExtra(phone: Phone, extra: ExtraRow, product: StoreProduct): Promise<void> {
  try {
    const { allowed, message } = await phone.checkout.beginExtra(extra.id)
    if (!allowed) return phone.notify('problem', message ?? 'This cannot be bought now.')
    confirmPurchase(phone, {
      order: { productId: product.product_id, eligibility: null },
      name: extra.name,
      terms: describeExtraPurchase(product),
      bought: `${extra.name} is yours.`,
    })
  } catch (error) {
    tellProblem(phone, error)
  }
}
