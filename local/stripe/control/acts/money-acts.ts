import type Stripe from 'stripe'
import { z } from 'zod'
import { createNotFoundError } from '../../api/stripe-api-error.ts'
import { closeDispute, openDispute } from '../../payments/dispute-charge.ts'
import { callEndpoint } from '../call-endpoint.ts'
import { findLastPayment, requireCharge } from '../find-last-payment.ts'
import { defineAct } from './act.ts'

const payment = { payment_intent: z.string().optional(), subscription: z.string().optional() }

/** What becomes of money that was paid, and of what it was paid for. */
export const moneyActs = [
  defineAct({
    path: '/refunds',
    input: z.strictObject({ ...payment, amount: z.coerce.number().int().positive().optional() }),
    run({ world }, { amount, ...reference }) {
      const intent = findLastPayment(world, reference)
      const params = { payment_intent: intent, ...(amount !== undefined && { amount }) }
      const refund = callEndpoint<Stripe.Refund>(world, 'POST', '/v1/refunds', params)
      return { answer: refund, note: `Refunded ${refund.amount} of ${intent}: ${refund.status}.` }
    },
  }),
  defineAct({
    path: '/disputes',
    input: z.strictObject({
      ...payment,
      reason: z.string().optional(),
      kind: z.enum(['chargeback', 'inquiry']).optional(),
    }),
    run({ world }, { reason, kind, ...reference }) {
      const dispute = openDispute(world, requireCharge(world, reference), reason, kind)
      return { answer: dispute, note: `${dispute.id} is open: ${dispute.status}.` }
    },
  }),
  defineAct({
    path: '/disputes/:id/close',
    input: z.strictObject({ outcome: z.enum(['won', 'lost', 'warning_closed']) }),
    run({ world }, { outcome }, id) {
      const dispute = world.state.disputes[id]
      if (!dispute) throw createNotFoundError('dispute', id)
      closeDispute(world, dispute, outcome)
      return { answer: dispute, note: `${id} is closed: ${outcome}.` }
    },
  }),
  defineAct({
    method: 'DELETE',
    path: '/subscriptions/:id',
    input: z.strictObject({}),
    run({ world }, _input, id) {
      const canceled = callEndpoint<Stripe.Subscription>(world, 'DELETE', '/v1/subscriptions/:id', {}, id)
      return { answer: canceled, note: `${id} is ${canceled.status}.` }
    },
  }),
]
