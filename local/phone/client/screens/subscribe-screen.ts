import { formatDate } from '../data/format-date.ts'
import type { Membership } from '../data/membership.ts'
import type { PlanRow, PurchaseOptionRow } from '../data/rows.ts'
import type { Phone, Screen } from '../phone.ts'
import { openManageSheet } from '../sheets/open-manage-sheet.ts'
import { openTermsSheet } from '../sheets/open-terms-sheet.ts'
import type { StoreProduct } from '../store/create-store-kit.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { loadInto } from '../view/load-into.ts'
import { buyPlan } from './buy-plan.ts'
import { restorePurchases } from './restore-purchases.ts'

const ON_THE_WEB = 'You already subscribe on the web. Manage it where you bought it.'
const TERMS =
  'Charged to your Apple Account when you confirm. Renews every month at the same price until you cancel, ' +
  'at the latest a day before the month ends, in Manage subscription.'

type Offer = { membership: Membership; options: PurchaseOptionRow[]; products: StoreProduct[] }

/** The paywall. What may be bought is the server's word, and it is asked again before the sheet opens. */
export function subscribeScreen(phone: Phone): Screen {
  const offer = loadInto(
    phone,
    () => readOffer(phone),
    (value, reload) => render(phone, value, reload),
  )
  return { heading: 'Subscribe', tab: 'Subscribe', content: [offer.node], refresh: offer.reload }
}

async function readOffer(phone: Phone): Promise<Offer> {
  const [membership, options, products] = await Promise.all([
    phone.library.readMembership(),
    phone.library.readPurchaseOptions(),
    phone.storeKit.products(),
  ])
  return { membership, options, products }
}

function render(phone: Phone, offer: Offer, reload: () => Promise<void>): Child[] {
  const { membership, options } = offer
  if (options.some((option) => option.code === 'subscribed_on_web')) return [webSubscriber(membership)]
  const owned = membership.open.length > 0 ? membership.plan : null
  const plans = membership.plans.filter((plan) => plan.app_store_product_id !== null)
  return [
    element('p', { class: 'lead' }, 'One subscription, here and on the web.'),
    ...plans.map((plan) => planCard(phone, plan, offer, plan.id === owned?.id)),
    element('p', { class: 'footnote' }, TERMS),
    element(
      'div',
      { class: 'stack' },
      owned && actionButton('Manage subscription', 'tinted', () => openManageSheet(phone, () => void reload())),
      actionButton('Restore purchases', 'plain', () => restorePurchases(phone, reload)),
      actionButton('Terms and privacy', 'plain', openTermsSheet),
    ),
  ]
}

function webSubscriber({ plan, shown }: Membership): HTMLElement {
  return element(
    'section',
    { class: 'card locked', 'aria-label': 'Subscribed on the web' },
    icon('check'),
    element('p', { class: 'locked-title' }, plan ? `You have ${plan.name}` : 'You are subscribed'),
    element('p', {}, ON_THE_WEB),
    shown?.expires_at
      ? element('p', { class: 'quiet' }, `${shown.will_renew ? 'Renews' : 'Ends'} on ${formatDate(shown.expires_at)}`)
      : null,
  )
}

/** What is under way on the web is over in minutes: the button stays, and asks the server anew when it is tapped. */
function isLasting({ code }: PurchaseOptionRow): boolean {
  return code !== 'purchase_in_progress'
}

function planCard(phone: Phone, plan: PlanRow, { options, products }: Offer, isOwned: boolean): HTMLElement {
  const product = products.find((one) => one.product_id === plan.app_store_product_id)
  const refusal = options.find((option) => option.plan_id === plan.id && !option.allowed && isLasting(option))
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
    element('p', { class: 'quiet' }, plan.description ?? product?.description ?? ''),
    isOwned
      ? element('p', { class: 'owned-mark' }, icon('check'), 'Your plan')
      : refusal
        ? element('p', { class: 'quiet' }, refusal.message ?? 'Not available now.')
        : product
          ? actionButton(`Subscribe to ${plan.name}`, 'filled', () => buyPlan(phone, plan, product))
          : null,
  )
}
