import { formatPrice } from '../format-price.ts'
import type { SubscriptionDescription } from '../routes/describe-store.ts'
import { formatTime } from './format-time.ts'
import { productName } from './view.ts'

const STATE_WORDS = {
  active: 'Active',
  in_grace_period: 'In the grace period',
  in_billing_retry: 'In billing retry',
  expired: 'Expired',
  revoked: 'Refunded',
} as const

const OFFER_WORDS = {
  introductory: 'Introductory offer',
  promotional: 'Promotional offer',
  offer_code: 'Offer code',
  win_back: 'Win-back offer',
} as const

const PERIOD_WORDS = { P1W: 'one week', P1M: 'one month', P3M: 'three months' } as const

type Offer = NonNullable<SubscriptionDescription['offer']>

export function describeState({ status, ownership }: SubscriptionDescription): string {
  return status === 'revoked' && ownership === 'family_shared' ? 'Not shared any more' : STATE_WORDS[status]
}

export function describeEnd(subscription: SubscriptionDescription): string {
  const { status, will_renew, expires_at, grace_period_ends_at, auto_renew_product_id, product_id } = subscription
  if (status === 'in_grace_period' && grace_period_ends_at) return `access until ${formatTime(grace_period_ends_at)}`
  if (status !== 'active') return `paid until ${formatTime(expires_at)}`
  if (!will_renew) return `ends ${formatTime(expires_at)}`
  if (subscription.is_off_sale) return `ends ${formatTime(expires_at)}, because it is not for sale any more`
  if (subscription.next_renewal_fails) return `the renewal of ${formatTime(expires_at)} will fail`
  const change = auto_renew_product_id === product_id ? '' : ` as ${productName(auto_renew_product_id)}`
  const price = formatPrice(subscription.renewal_price_milliunits, subscription.currency)
  return `renews ${formatTime(expires_at)}${change} for ${price}`
}

/** What is special about this one, line by line. */
export function describeTerms({ ownership, offer, next_offer, price_consent }: SubscriptionDescription): string[] {
  return [
    ownership === 'family_shared' ? 'Shared by the family: what happens to the organizer’s happens here.' : '',
    offer ? `${describeOffer(offer)}.` : '',
    next_offer ? `Next: ${describeOffer(next_offer)}.` : '',
    price_consent === 'pending' ? 'A higher price waits for a yes; without it this ends at the renewal.' : '',
    price_consent === 'accepted' ? 'The higher price was agreed to, or needed no yes.' : '',
  ].filter(Boolean)
}

function describeOffer({ type, id, is_free, period }: Offer): string {
  const name = id === null ? '' : ` ${id}`
  return `${OFFER_WORDS[type]}${name}: ${PERIOD_WORDS[period]}${is_free ? ' free' : ''}`
}
