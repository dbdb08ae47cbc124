import { formatDate } from './format-date.ts'
import { formatMoney } from './format-money.ts'
import type { Membership } from './membership.ts'
import type { PlanRow, SubscriptionRow } from './rows.ts'

/** Something about an App Store subscription that its owner should know, and perhaps do. */
export type Note = { id: string; title: string; text: string; tone: 'warning' | 'quiet'; isToManage: boolean }

const LIVING = ['active', 'in_grace_period', 'in_billing_retry']

/** In plain words what the subscription's state alone does not say. Payments on the web have a card of their own. */
export function describeNotes(subscriptions: SubscriptionRow[], membership: Membership): Note[] {
  return subscriptions
    .filter(({ store, status }) => store === 'app_store' && LIVING.includes(status))
    .flatMap((subscription) => {
      const plan = membership.plans.find((one) => one.id === subscription.plan_id)
      if (!plan) return []
      return subscription.ownership === 'family_shared'
        ? describeSharing(plan, membership, subscriptions)
        : describeOwn(plan, subscription, membership)
    })
}

function describeOwn(plan: PlanRow, subscription: SubscriptionRow, { plans }: Membership): Note[] {
  if (subscription.status !== 'active') return [describeFailedPayment(plan)]
  const next = plans.find(({ id }) => id === subscription.next_plan_id)
  return [
    ...(subscription.price_consent === 'pending' ? [describeNewPrice(plan, subscription)] : []),
    ...(next ? [describeChange(next, subscription)] : []),
  ]
}

function describeChange({ name }: PlanRow, { expires_at }: SubscriptionRow): Note {
  const text = `Changes to ${name} on ${formatDate(expires_at)}. Until then nothing changes.`
  return { id: 'plan-change', title: 'Your plan changes', text, tone: 'quiet', isToManage: false }
}

function describeFailedPayment({ name }: PlanRow): Note {
  return {
    id: 'app-store-payment',
    title: 'A payment failed',
    text:
      `Apple could not charge the Apple Account that pays for ${name}. Update its payment method on this iPhone: ` +
      'Settings, your name, Payment & Shipping.',
    tone: 'warning',
    isToManage: false,
  }
}

function describeNewPrice({ name }: PlanRow, { renewal_price, currency, expires_at }: SubscriptionRow): Note {
  const price = renewal_price !== null && currency ? `${formatMoney(renewal_price, currency)} per month` : 'more'
  return {
    id: 'new-price',
    title: 'The price goes up',
    text: `From ${formatDate(expires_at)} ${name} costs ${price}. If you do not agree, it ends on that day.`,
    tone: 'warning',
    isToManage: true,
  }
}

function describeSharing(plan: PlanRow, membership: Membership, subscriptions: SubscriptionRow[]): Note[] {
  // Who pays for the same plan need not know that the family does so too.
  if (subscriptions.some(({ ownership, plan_id }) => ownership === 'purchased' && plan_id === plan.id)) return []
  const isOpen = plan.entitlements.every((right) => membership.open.includes(right))
  const note = { id: `shared-${plan.id}`, tone: 'quiet', isToManage: false } as const
  return [
    isOpen
      ? {
          ...note,
          title: 'Shared with you',
          text: `Somebody in your family pays for ${plan.name}. Only they can change or cancel it, and it closes here when they stop sharing.`,
        }
      : {
          ...note,
          title: 'Not shared here',
          text: `Your family shares ${plan.name}, but in Tandem everybody needs a subscription of their own.`,
        },
  ]
}
