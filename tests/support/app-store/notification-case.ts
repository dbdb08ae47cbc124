import type { Notice } from './create-app-store-calls.ts'
import { products, type Subscriber } from './create-subscriber.ts'

export type Rights = 'none' | 'standard' | 'premium'
/** Fields of the row in `public.subscriptions`; times in milliseconds. */
export type ExpectedRow = Record<string, unknown>

export type NotificationCase = {
  type: string
  subtype?: string
  /** What makes it another case than the one before it. */
  when?: string
  /** What Apple said before; a purchase that runs, unless told otherwise. */
  before?: (it: Subscriber) => Omit<Notice, 'type'>[]
  /** What the notification carries. */
  parts: (it: Subscriber) => Omit<Notice, 'type' | 'subtype'>
  /** `unchanged`: the row is as before. */
  leads: ((it: Subscriber) => ExpectedRow) | 'unchanged'
  rights: Rights
}

const { standard } = products
export const bought = (it: Subscriber) => [{ transaction: it.transaction(), renewal: it.renewal() }]
export const boughtStandard = (it: Subscriber) => [
  {
    transaction: it.transaction({ productId: standard, price: 9900 }),
    renewal: it.renewal({ productId: standard, autoRenewProductId: standard, renewalPrice: 9900 }),
  },
]
/** The period that is over by now; the next one has not been heard of. */
export const lapsed = (it: Subscriber, renewal: object = {}) => ({
  transaction: it.transaction({ purchaseDate: it.longAgo, originalPurchaseDate: it.longAgo, expiresDate: it.start }),
  renewal: it.renewal({ renewalDate: it.start, ...renewal }),
})
export const nextPeriod = (it: Subscriber, overrides: object = {}) =>
  it.transaction({ transactionId: `${it.originalTransactionId}-2`, originalPurchaseDate: it.longAgo, ...overrides })

export const runs = (it: Subscriber) => ({ status: 'active', plan_id: 'premium', expires_at: it.end, will_renew: true })
export const over = (it: Subscriber) => ({
  status: 'expired',
  plan_id: 'premium',
  expires_at: it.start,
  will_renew: false,
})
export const retry = { isInBillingRetryPeriod: true, expirationIntent: 2 }
