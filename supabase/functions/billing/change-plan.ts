import type Stripe from 'stripe'
import type { ChangePlanAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import { isPreviewValid } from '../_shared/domain/plan-change.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { syncFact } from '../_shared/stripe/sync-fact.ts'
import {
  fetchSubscription,
  recordAnswer,
  type SubscriptionAnswer,
  type SyncDeps,
} from '../_shared/stripe/sync-from-stripe.ts'
import { isReplayed, withParts } from '../_shared/stripe/to-reading.ts'
import { planDowngrade } from './plan-downgrade.ts'
import { isProrated } from './preview-change.ts'
import { type PlanChange, requireChange } from './require-change.ts'

/**
 * Changes the plan: an upgrade waits for its payment, a downgrade is credited or planned, a trial just goes on with the
 * other plan. Two clicks on one preview carry one key; once it has come into effect the next is refused (`same_plan`), and
 * while it waits for its payment too (`change_pending`).
 */
export async function changePlan(
  user: SignedInUser,
  wish: { plan_id: string; proration_date?: number | null },
  deps: SyncDeps,
): Promise<ChangePlanAnswer> {
  const change = await requireChange(user, wish.plan_id, deps)
  if (change.takes_effect === 'period_end') await planDowngrade(change, deps)
  else if (!isProrated(change)) await switchTrial(change, deps)
  else return chargeChange(change, requirePreviewed(change, wish.proration_date ?? null), deps)
  return { kind: 'done', takes_effect: change.takes_effect }
}

/** Without a preview nobody knows what they agree to. */
function requirePreviewed({ item, now }: PlanChange, prorationDate: number | null): number {
  const period = { now, periodStart: item.current_period_start, periodEnd: item.current_period_end }
  if (prorationDate === null || !isPreviewValid(prorationDate, period)) throw new AppError('preview_expired')
  return prorationDate
}

async function switchTrial({ subscription, item, price }: PlanChange, deps: SyncDeps): Promise<void> {
  const answer = await callStripe(deps, (stripe) =>
    stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price }],
      proration_behavior: 'none',
      expand: withParts,
    }),
  )
  await recordAnswer(answer, deps)
}

const toConfirm = 'latest_invoice.confirmation_secret'

/** Of what else a pending update could carry Stripe takes next to nothing: https://docs.stripe.com/billing/subscriptions/pending-updates */
async function chargeChange(change: PlanChange, prorationDate: number, deps: SyncDeps): Promise<ChangePlanAnswer> {
  const { subscription, item, price } = change
  const answer = await callStripe(deps, (stripe) =>
    stripe.subscriptions.update(
      subscription.id,
      {
        items: [{ id: item.id, price }],
        proration_behavior: 'always_invoice',
        proration_date: prorationDate,
        payment_behavior: 'pending_if_incomplete',
        expand: [...withParts, toConfirm],
      },
      { idempotencyKey: `change:${subscription.id}:${price}:${prorationDate}` },
    ),
  )
  const changed = isReplayed(answer) ? await fetchSubscription(answer.id, deps, [toConfirm]) : answer
  await recordAnswer(changed, deps)
  const invoice = requireInvoice(changed)
  await syncFact('invoice', invoice.id, deps)
  if (change.change === 'downgrade') await syncFact('customer', change.customer_id, deps)
  return toAnswer(changed, invoice)
}

function requireInvoice({ latest_invoice: invoice }: SubscriptionAnswer): Stripe.Invoice {
  if (invoice !== null && typeof invoice === 'object') return invoice
  throw new AppError('internal', { cause: new Error('a changed subscription without its invoice') })
}

function toAnswer(subscription: Stripe.Subscription, invoice: Stripe.Invoice): ChangePlanAnswer {
  if (subscription.pending_update === null) return { kind: 'done', takes_effect: 'now' }
  const secret = invoice.confirmation_secret?.client_secret
  if (!secret) throw new AppError('internal', { cause: new Error('a pending change without a payment to confirm') })
  return { kind: 'payment', client_secret: secret, invoice_id: invoice.id }
}
