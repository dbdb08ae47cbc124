import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { emitEvent } from '../events/emit-event.ts'
import { findInvoiceOfIntent } from '../objects/find-object.ts'
import { readNow, type World } from '../world.ts'

/** Nobody can pay it any more. An invoice's payment goes with its invoice only. */
export function cancelPaymentIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): void {
  if (findInvoiceOfIntent(world.state, intent.id)) {
    throw createInvalidRequestError(
      'You cannot cancel this PaymentIntent because it was created by an Invoice. Void the Invoice instead.',
      { code: 'payment_intent_unexpected_state' },
    )
  }
  requireCancelable(intent, 'PaymentIntent')
  const canceled = { canceled_at: readNow(world), cancellation_reason: reason }
  Object.assign(intent, { status: 'canceled', next_action: null, ...canceled })
  emitEvent(world, 'payment_intent.canceled', intent)
}

export function cancelSetupIntent(
  world: World,
  intent: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): void {
  requireCancelable(intent, 'SetupIntent')
  Object.assign(intent, { status: 'canceled', next_action: null, cancellation_reason: reason })
  emitEvent(world, 'setup_intent.canceled', intent)
}

function requireCancelable(intent: { status: string; object: string }, noun: string): void {
  if (intent.status.startsWith('requires_')) return
  throw createInvalidRequestError(
    `You cannot cancel this ${noun} because it has a status of ${intent.status}. Only a ${noun} with one of the following statuses may be canceled: requires_payment_method, requires_confirmation, requires_action.`,
    { code: `${intent.object}_unexpected_state` },
  )
}
