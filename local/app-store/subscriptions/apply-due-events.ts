import type { AppStore } from '../app-store.ts'
import { repeatConsumptionRequest } from '../purchases/request-refund.ts'
import type { Subscription } from '../store-state.ts'
import { dueAtOf } from './due-at-of.ts'
import { endSubscription } from './end-subscription.ts'
import { endGracePeriod, failRenewal } from './fail-renewal.ts'
import { renewSubscription } from './renew-subscription.ts'

/** Everything that should have happened by now, in the order in which it would have happened. Returns how much that was. */
export function applyDueEvents(store: AppStore, now: number): number {
  for (let applied = 0; ; applied += 1) {
    const thing = store.index.due.take(now)
    if (!thing) return applied
    if ('status' in thing) applyEvent(store, thing, dueAtOf(thing))
    else repeatConsumptionRequest(store, thing)
    store.index.due.update(thing)
  }
}

function applyEvent(store: AppStore, subscription: Subscription, at: number): void {
  const { status, autoRenews, billingFails, priceConsent, isOffSale, expirationIntent } = subscription
  if (status === 3) endSubscription(store, subscription, 'BILLING_RETRY', at)
  else if (!autoRenews)
    endSubscription(store, subscription, expirationIntent === 3 ? 'PRICE_INCREASE' : 'VOLUNTARY', at)
  else if (status === 4) endGracePeriod(store, subscription, at)
  else if (isOffSale) endSubscription(store, subscription, 'PRODUCT_NOT_FOR_SALE', at)
  else if (priceConsent === 'pending') endSubscription(store, subscription, 'PRICE_INCREASE', at)
  else if (billingFails) failRenewal(store, subscription, at)
  else renewSubscription(store, subscription, at)
}
