import type { AppStore } from '../app-store.ts'
import { HOUR } from '../durations.ts'
import type { Subscription } from '../store-state.ts'
import { endSubscription } from './end-subscription.ts'
import { BILLING_RETRY_PERIOD, endGracePeriod, failRenewal } from './fail-renewal.ts'
import { renewSubscription } from './renew-subscription.ts'

// Apple charges up to a day before the end, so that a subscriber is never without. Nobody should count on the exact moment.
const RENEWED_BEFORE_END = HOUR

/** Everything that should have happened by now, in the order in which it would have happened. Returns how much that was. */
export function applyDueEvents(store: AppStore, now: number): number {
  let applied = 0
  for (;;) {
    const next = findNextDue(store, now)
    if (!next) return applied
    applyEvent(store, next.subscription, next.dueAt)
    applied += 1
  }
}

function findNextDue(store: AppStore, now: number): { subscription: Subscription; dueAt: number } | null {
  let next: { subscription: Subscription; dueAt: number } | null = null
  for (const subscription of store.state.subscriptions) {
    const dueAt = dueAtOf(subscription)
    if (dueAt <= now && (next === null || dueAt < next.dueAt)) next = { subscription, dueAt }
  }
  return next
}

function dueAtOf(subscription: Subscription): number {
  const { status, expiresAt, autoRenews, billingFails, graceEndsAt } = subscription
  if (status === 1) return autoRenews && !billingFails ? expiresAt - RENEWED_BEFORE_END : expiresAt
  if (status === 4) return graceEndsAt ?? expiresAt
  if (status === 3) return expiresAt + BILLING_RETRY_PERIOD
  return Number.POSITIVE_INFINITY
}

function applyEvent(store: AppStore, subscription: Subscription, at: number): void {
  const { status, autoRenews, billingFails } = subscription
  if (status === 3) endSubscription(store, subscription, 'BILLING_RETRY', at)
  else if (!autoRenews) endSubscription(store, subscription, 'VOLUNTARY', at)
  else if (status === 4) endGracePeriod(store, subscription, at)
  else if (billingFails) failRenewal(store, subscription, at)
  else renewSubscription(store, subscription, at)
}
