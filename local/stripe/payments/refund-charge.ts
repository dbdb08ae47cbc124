import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { changeObject } from '../events/change-object.ts'
import { describePrevious } from '../events/describe-previous.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildRefund, describeDestination, type RefundFacts } from '../objects/build-refund.ts'
import { newId } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'

type RefundWish = Pick<RefundFacts, 'reason' | 'metadata'> & {
  /** Null: all that is left. */
  amount: number | null
}

/** Money goes back to the card; a subscription that the charge paid for goes on as it is. */
export function refundCharge(world: World, charge: Stripe.Charge, wish: RefundWish): Stripe.Refund {
  const left = charge.amount_captured - charge.amount_refunded
  requireRefundable(world, charge, left)
  const amount = wish.amount ?? left
  if (amount < 1 || amount > left) {
    throw createInvalidRequestError(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      { param: 'amount' },
    )
  }
  const refund = buildRefund({ ...wish, charge, amount, created: readNow(world) })
  world.state.refunds[refund.id] = refund
  emitEvent(world, 'refund.created', refund)
  const changes = { amount_refunded: charge.amount_refunded + amount, refunded: amount === left }
  const previous = describePrevious({ ...charge }, changes)
  Object.assign(charge, changes)
  emitEvent(world, 'charge.refunded', charge, previous ?? undefined)
  // The bank's reference comes a little later at Stripe, with an event of its own.
  changeObject(world, 'refund.updated', refund, {
    destination_details: describeDestination(newId('ref', 12)),
  })
  return refund
}

function requireRefundable(world: World, charge: Stripe.Charge, left: number): void {
  if (charge.status !== 'succeeded') {
    throw createInvalidRequestError(`Charge ${charge.id} was not paid and cannot be refunded.`, {
      code: 'charge_not_refundable',
    })
  }
  const isDisputed = Object.values(world.state.disputes).some(
    (dispute) => dispute.charge === charge.id && !dispute.is_charge_refundable && dispute.status !== 'won',
  )
  if (isDisputed) {
    throw createInvalidRequestError(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    })
  }
  if (left > 0) return
  throw createInvalidRequestError(`Charge ${charge.id} has already been refunded.`, {
    code: 'charge_already_refunded',
  })
}
