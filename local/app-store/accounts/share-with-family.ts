import { type AppStore, addSubscription, latestTransaction } from '../app-store.ts'
import { type NotificationEvent, recordNotification } from '../notifications/record-notification.ts'
import type { Subscription } from '../store-state.ts'
import { copyState, startSharedPeriod } from '../subscriptions/start-period.ts'
import { membersWhoShare } from './family.ts'

// What is told about the purchaser and holds for every member's own subscription as well.
const PASSED_ON = new Set([
  'DID_CHANGE_RENEWAL_STATUS',
  'DID_CHANGE_RENEWAL_PREF',
  'DID_FAIL_TO_RENEW',
  'GRACE_PERIOD_EXPIRED',
  'EXPIRED',
  'RENEWAL_EXTENDED',
])

/**
 * Every member of a family has a subscription, transactions and notifications of their own, without an appAccountToken;
 * what happens to the purchaser's happens to theirs: https://developer.apple.com/documentation/storekit/supporting-family-sharing-in-your-app
 */
export function shareWithFamily(store: AppStore, purchased: Subscription, event: NotificationEvent): void {
  if (purchased.sharedFrom !== null) return
  const members = membersWhoShare(store, purchased)
  const shares = store.index.shares.get(purchased.originalTransactionId) ?? []
  for (const share of shares) follow(store, purchased, share, members.includes(share.appleAccount), event)
  if (!isLiving(purchased)) return
  for (const member of members) {
    if (!shares.some(({ appleAccount }) => appleAccount === member)) begin(store, purchased, member, event.at)
  }
}

function isLiving({ status }: Subscription): boolean {
  return status === 1 || status === 4
}

function follow(
  store: AppStore,
  purchased: Subscription,
  share: Subscription,
  isStillShared: boolean,
  event: NotificationEvent,
): void {
  const isRunning = share.status !== 2 && share.status !== 5
  if (!isStillShared || purchased.status === 5) {
    if (isRunning) revoke(store, purchased, share, event.at)
    return
  }
  if (isLiving(purchased) && (!isRunning || isBehind(store, purchased, share))) {
    const isRenewal = isRunning && event.type === 'DID_RENEW'
    startSharedPeriod(store, purchased, share, isRenewal ? 'RENEWAL' : 'PURCHASE', event.at)
    recordNotification(store, share, isRenewal ? event : { type: 'SUBSCRIBED', subtype: 'RESUBSCRIBE', at: event.at })
    return
  }
  if (!isRunning) return
  copyState(purchased, share)
  if (PASSED_ON.has(event.type)) recordNotification(store, share, event)
}

function isBehind(store: AppStore, purchased: Subscription, share: Subscription): boolean {
  const { purchasedAt } = latestTransaction(store, purchased)
  return latestTransaction(store, share).purchasedAt < purchasedAt && share.expiresAt < purchased.expiresAt
}

function begin(store: AppStore, purchased: Subscription, member: string, at: number): void {
  const share: Subscription = {
    ...purchased,
    originalTransactionId: '',
    appleAccount: member,
    ownership: 'FAMILY_SHARED',
    sharedFrom: purchased.originalTransactionId,
    appAccountToken: null,
    originalPurchasedAt: at,
    nextOffer: null,
    raisedPriceMilliunits: null,
    priceConsent: null,
    extendedAt: [],
  }
  startSharedPeriod(store, purchased, share, 'PURCHASE', at)
  addSubscription(store, share)
  recordNotification(store, share, { type: 'SUBSCRIBED', subtype: 'INITIAL_BUY', at })
}

/** Sharing is off, the member left, or the purchaser got the money back. */
function revoke(store: AppStore, purchased: Subscription, share: Subscription, at: number): void {
  const transaction = latestTransaction(store, share)
  const reason = latestTransaction(store, purchased).revocation?.reason ?? 0
  transaction.revocation = { at, reason, type: 'FAMILY_REVOKE', percentage: 100_000 }
  transaction.modifiedAt = at
  share.status = 5
  share.autoRenews = false
  share.graceEndsAt = null
  recordNotification(store, share, { type: 'REVOKE', at })
}
