import { describeIntro } from '../data/describe-intro.ts'
import type { PlanRow, PurchaseOptionRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import type { StoreProduct } from '../store/store-types.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { buyPlan } from './buy-plan.ts'

export type PlanOffer = {
  plan: PlanRow
  /** undefined = the App Store does not sell it. */
  product: StoreProduct | undefined
  option: PurchaseOptionRow | undefined
  isOwned: boolean
}

/** One plan of the paywall, with its price, its free days where there are any, and what can be done. */
export function planCard(phone: Phone, offer: PlanOffer): HTMLElement {
  const { plan, product, isOwned } = offer
  return element(
    'section',
    { class: isOwned ? 'card plan owned' : 'card plan', 'aria-labelledby': `plan-${plan.id}` },
    element('h2', { id: `plan-${plan.id}` }, plan.name),
    element(
      'p',
      { class: 'price' },
      element('span', { class: 'amount' }, product?.display_price ?? 'Not for sale'),
      product ? element('span', {}, ' per month') : null,
    ),
    introLine(offer),
    element('p', { class: 'quiet' }, plan.description ?? product?.description ?? ''),
    action(phone, offer),
  )
}

/** Our server and the App Store must both allow it; when the button is tapped, our server is asked with the Apple Account. */
function introLine({ product, option, isOwned }: PlanOffer): Child {
  const intro = product?.introductory_offer
  if (!product || !intro?.is_eligible || !option?.trial_allowed || isOwned) return null
  return element('p', { class: 'intro' }, `${describeIntro(intro.period)}, then paid monthly`)
}

function action(phone: Phone, { plan, product, option, isOwned }: PlanOffer): Child {
  if (isOwned) return element('p', { class: 'owned-mark' }, icon('check'), 'Your plan')
  if (option && !option.allowed && isLasting(option)) {
    return element('p', { class: 'quiet' }, option.message ?? 'Not available now.')
  }
  return product ? actionButton(`Subscribe to ${plan.name}`, 'filled', () => buyPlan(phone, plan, product)) : null
}

/** What is under way on the web is over in minutes: the button stays, and asks the server anew when it is tapped. */
function isLasting({ code }: PurchaseOptionRow): boolean {
  return code !== 'purchase_in_progress'
}
