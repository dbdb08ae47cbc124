import { describeIntro } from '../data/describe-intro.ts'
import type { PlanRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import { describeSubscriptionPurchase } from '../sheets/describe-purchase.ts'
import type { StoreProduct } from '../store/store-types.ts'
import { confirmPurchase, tellProblem } from './confirm-purchase.ts'

/** Asks our server first, then lets the App Store ask the buyer, then tells our server. */
export async function buyPlan(phone: Phone, plan: PlanRow, product: StoreProduct): Promise<void> {
  try {
    const { allowed, message } = await phone.checkout.begin(plan.id)
    // Nobody pays twice by accident: without the server's yes the sheet stays shut.
    if (!allowed) return phone.notify('problem', message ?? 'This plan cannot be bought now.')
    const { eligibility, intro } = await decideIntro(phone, plan, product)
    confirmPurchase(phone, {
      order: { productId: product.product_id, eligibility },
      name: plan.name,
      terms: describeSubscriptionPurchase(product, intro),
      bought: `Welcome to ${plan.name}.`,
    })
  } catch (error) {
    tellProblem(phone, error)
  }
}

/**
 * One trial per person: the App Store would give one to every Apple Account, so our server's signed word goes with the
 * purchase, yes or no. Without it nothing is sold.
 */
async function decideIntro(
  { checkout }: Phone,
  plan: PlanRow,
  { introductory_offer }: StoreProduct,
): Promise<{ eligibility: string | null; intro: string | null }> {
  if (!introductory_offer) return { eligibility: null, intro: null }
  try {
    const { trial_allowed, introductory_offer_eligibility } = await checkout.askForTrial(plan.id)
    const isFree = trial_allowed && introductory_offer.is_eligible
    return {
      eligibility: introductory_offer_eligibility,
      intro: isFree ? describeIntro(introductory_offer.period) : null,
    }
  } catch (error) {
    void checkout.end()
    throw error
  }
}
