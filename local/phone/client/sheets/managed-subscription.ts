import { formatDate } from '../data/format-date.ts'
import { formatMilliunits } from '../data/format-money.ts'
import type { Phone } from '../phone.ts'
import type { StoreProduct, StoreSubscription } from '../store/store-types.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'

const ENDED = ['expired', 'revoked']

type Apply = (work: () => Promise<unknown>) => Promise<void>

/** One subscription on Apple's page: what it is, and what can be done to it. */
export function managedSubscription(
  phone: Phone,
  subscription: StoreSubscription,
  products: StoreProduct[],
  apply: Apply,
): Child[] {
  const nameOf = (id: string) => products.find((product) => product.product_id === id)?.display_name ?? id
  const { product_id, auto_renew_product_id, will_renew, expires_at } = subscription
  const changesTo = will_renew && auto_renew_product_id !== product_id ? auto_renew_product_id : null
  return [
    group(
      null,
      [
        factRow('Plan', nameOf(product_id)),
        factRow(labelEnd(subscription), formatDate(expires_at)),
        ...(changesTo ? [factRow('Then', nameOf(changesTo))] : []),
        factRow('Account', phone.storeKit.appleAccount()),
      ],
      describeEnd(subscription),
    ),
    priceQuestion(phone, subscription, apply),
    element('div', { class: 'stack' }, ...changeButtons(phone, subscription, products, apply)),
  ]
}

function labelEnd({ status, will_renew }: StoreSubscription): string {
  if (ENDED.includes(status)) return 'Ended'
  return will_renew ? 'Renews' : 'Ends'
}

function describeEnd({ status, will_renew, expires_at, ownership }: StoreSubscription): string | null {
  if (ownership === 'family_shared') return 'Shared by your family: whoever bought it can change or cancel it.'
  if (status === 'in_grace_period' || status === 'in_billing_retry')
    return 'The last payment failed. Apple tries again.'
  if (ENDED.includes(status) || will_renew) return null
  return `Canceled. You keep what you paid for until ${formatDate(expires_at)}.`
}

/** Apple asks before it charges more; who does not agree is not charged, and loses it. */
function priceQuestion({ storeKit }: Phone, subscription: StoreSubscription, apply: Apply): Child {
  const { original_transaction_id: id, price_consent, expires_at } = subscription
  if (price_consent !== 'pending') return null
  const price = formatMilliunits(subscription.renewal_price_milliunits, subscription.currency)
  return element(
    'section',
    { class: 'card warning-card', 'aria-labelledby': `price-${id}` },
    element('h3', { id: `price-${id}` }, 'A new price'),
    element('p', {}, `${price} per month from ${formatDate(expires_at)}. Without your yes it ends on that day.`),
    element(
      'div',
      { class: 'stack' },
      actionButton('Agree to the new price', 'filled', () => apply(() => storeKit.answerPriceIncrease(id, true))),
      actionButton('Do not agree', 'plain', () => apply(() => storeKit.answerPriceIncrease(id, false))),
    ),
  )
}

function changeButtons(
  { storeKit }: Phone,
  subscription: StoreSubscription,
  products: StoreProduct[],
  apply: Apply,
): Child[] {
  const { original_transaction_id: id, status, will_renew, ownership, product_id, auto_renew_product_id } = subscription
  if (ENDED.includes(status) || ownership === 'family_shared') return []
  if (!will_renew) {
    return [actionButton('Resume subscription', 'filled', () => apply(() => storeKit.resume(id)))]
  }
  const others = products.filter((one) => one.type !== 'non_consumable' && one.product_id !== auto_renew_product_id)
  return [
    ...others.map((one) =>
      actionButton(
        one.product_id === product_id ? `Keep ${one.display_name}` : `Change to ${one.display_name}`,
        'tinted',
        () => apply(() => storeKit.change(id, one.product_id)),
      ),
    ),
    actionButton('Cancel subscription', 'danger', () => apply(() => storeKit.cancel(id))),
  ]
}
