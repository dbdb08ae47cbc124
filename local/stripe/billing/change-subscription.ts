import type Stripe from 'stripe'
import { createUnpaidError } from '../api/unpaid-error.ts'
import { changeObject } from '../events/change-object.ts'
import { findIntentOfInvoice } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'
import { chargeChange } from './charge-invoice.ts'
import { draftInvoice } from './draft-invoice.ts'
import { warnOfTrialEnd } from './end-trial.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { findPendingItems } from './find-debits.ts'
import { dropPendingUpdate, startPendingUpdate } from './pending-change.ts'
import { type ChangePlan, type ChangeRequest, planChange } from './plan-change.ts'
import { recordInvoice, recordInvoiceItem } from './record-invoice.ts'

export type PaymentBehavior =
  | 'allow_incomplete'
  | 'default_incomplete'
  | 'error_if_incomplete'
  | 'pending_if_incomplete'

type PaymentTerms = { behavior: PaymentBehavior; offSession: boolean }

/** Carries out what `planChange` says, on the terms of payment; what the preview showed is what is charged. */
export function changeSubscription(
  world: World,
  subscription: Stripe.Subscription,
  request: ChangeRequest,
  terms: PaymentTerms,
): void {
  const plan = planChange(world, subscription, request)
  const wasTrialing = subscription.status === 'trialing'
  if (Object.keys(plan.changes).length === 0) return
  if (subscription.pending_update) dropPendingUpdate(world, subscription)
  for (const item of plan.prorations) recordInvoiceItem(world, item)
  if (!plan.invoicesNow) {
    changeObject(world, 'customer.subscription.updated', subscription, plan.changes)
    return
  }
  if (terms.behavior === 'pending_if_incomplete') changeWhenPaid(world, subscription, plan, terms)
  else changeAndCharge(world, subscription, plan, terms)
  // Stripe announces also the end that comes at once.
  if (wasTrialing && subscription.status !== 'trialing') warnOfTrialEnd(world, subscription)
}

/** The old plan stays until the invoice is paid. */
function changeWhenPaid(world: World, subscription: Stripe.Subscription, plan: ChangePlan, terms: PaymentTerms): void {
  const invoice = draftChangeInvoice(world, subscription, plan, plan.prorations)
  world.state.pendingChanges[subscription.id] = { invoice: invoice.id, changes: plan.changes }
  recordInvoice(world, invoice)
  changeObject(world, 'customer.subscription.updated', subscription, { latest_invoice: invoice.id })
  finalizeInvoice(world, invoice)
  chargeChange(world, invoice, terms.offSession)
  if (invoice.status === 'open') startPendingUpdate(world, subscription, plan.changes, readNow(world))
}

function changeAndCharge(world: World, subscription: Stripe.Subscription, plan: ChangePlan, terms: PaymentTerms): void {
  const items = findPendingItems(world.state, subscription.id)
  const invoice = draftChangeInvoice(world, { ...subscription, ...plan.changes }, plan, items)
  const isCharged = terms.behavior !== 'default_incomplete'
  invoice.auto_advance = isCharged
  changeObject(world, 'customer.subscription.updated', subscription, { ...plan.changes, latest_invoice: invoice.id })
  recordInvoice(world, invoice)
  finalizeInvoice(world, invoice)
  if (isCharged) chargeChange(world, invoice, terms.offSession)
  else if (invoice.status === 'open') {
    changeObject(world, 'customer.subscription.updated', subscription, { status: 'past_due' })
  }
  if (terms.behavior === 'error_if_incomplete' && invoice.status === 'open') {
    throw createUnpaidError(findIntentOfInvoice(world.state, invoice.id))
  }
}

function draftChangeInvoice(
  world: World,
  subscription: Stripe.Subscription,
  plan: ChangePlan,
  items: readonly Stripe.InvoiceItem[],
): Stripe.Invoice {
  const [item] = subscription.items.data
  const period = { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 }
  return draftInvoice(world, subscription, {
    reason: 'subscription_update',
    lines: plan.lines,
    items,
    period,
    finalizesAt: null,
  })
}
