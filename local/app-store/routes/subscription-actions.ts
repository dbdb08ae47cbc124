import type { AppStore } from '../app-store.ts'
import type { Subscription } from '../store-state.ts'
import { cancelSubscription, resumeSubscription } from '../subscriptions/change-renewal.ts'
import { expireNow } from '../subscriptions/end-subscription.ts'
import { recoverBilling } from '../subscriptions/recover-billing.ts'
import { refundSubscription } from '../subscriptions/refund-subscription.ts'
import { renewSubscription } from '../subscriptions/renew-subscription.ts'

type Action = (store: AppStore, subscription: Subscription, at: number) => void

/** What can be done to a subscription by hand, by the last part of its address. */
export const SUBSCRIPTION_ACTIONS = {
  cancel: cancelSubscription,
  resume: resumeSubscription,
  renew: renewSubscription,
  expire: expireNow,
  refund: refundSubscription,
  'fail-next-renewal': (_store, subscription) => failNext(subscription, true),
  'fail-next-renewal-without-grace': (_store, subscription) => failNext(subscription, false),
  'recover-billing': (store, subscription, at) => void recoverBilling(store, subscription, at),
} satisfies Record<string, Action>

export type SubscriptionAction = keyof typeof SUBSCRIPTION_ACTIONS

export function isSubscriptionAction(name: string): name is SubscriptionAction {
  return Object.hasOwn(SUBSCRIPTION_ACTIONS, name)
}

function failNext(subscription: Subscription, hasGracePeriod: boolean): void {
  subscription.billingFails = true
  subscription.hasGracePeriod = hasGracePeriod
}
