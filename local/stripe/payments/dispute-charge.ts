import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { changeObject } from '../events/change-object.ts'
import { emitEvent } from '../events/emit-event.ts'
import { buildDispute, buildDisputeTransaction, type DisputeKind } from '../objects/build-dispute.ts'
import { readNow, type World } from '../world.ts'

export type DisputeOutcome = 'won' | 'lost' | 'warning_closed'

/** A chargeback takes the money away at once; an inquiry asks first (https://docs.stripe.com/disputes/how-disputes-work). */
export function openDispute(
  world: World,
  charge: Stripe.Charge,
  reason = 'fraudulent',
  kind: DisputeKind = 'chargeback',
): Stripe.Dispute {
  if (charge.status !== 'succeeded' || charge.disputed) {
    throw createInvalidRequestError('Only a succeeded charge that was not disputed yet can be disputed.')
  }
  const dispute = buildDispute(charge, reason, kind, readNow(world))
  world.state.disputes[dispute.id] = dispute
  changeObject(world, 'charge.updated', charge, { disputed: true })
  emitEvent(world, 'charge.dispute.created', dispute)
  if (kind === 'chargeback') moveFunds(world, dispute, 'withdrawn')
  return dispute
}

/** The bank's last word; an inquiry that nobody escalated just closes. */
export function closeDispute(world: World, dispute: Stripe.Dispute, outcome: DisputeOutcome): void {
  requireOpen(dispute)
  const isInquiry = dispute.status.startsWith('warning_')
  if (isInquiry !== (outcome === 'warning_closed')) {
    throw createInvalidRequestError(`A dispute with the status ${dispute.status} cannot become ${outcome}.`)
  }
  dispute.status = outcome
  if (outcome === 'won') moveFunds(world, dispute, 'reinstated')
  emitEvent(world, 'charge.dispute.closed', dispute)
}

export function requireOpen(dispute: Stripe.Dispute): void {
  if (!['won', 'lost', 'warning_closed', 'prevented'].includes(dispute.status)) return
  throw createInvalidRequestError('This dispute is already closed', { code: 'dispute_already_closed' })
}

function moveFunds(world: World, dispute: Stripe.Dispute, direction: 'withdrawn' | 'reinstated'): void {
  dispute.balance_transactions.push(buildDisputeTransaction(dispute, direction, readNow(world)))
  emitEvent(world, `charge.dispute.funds_${direction}`, dispute)
}
