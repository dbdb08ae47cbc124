import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import { closeDispute, requireOpen } from '../payments/dispute-charge.ts'
import { submitEvidence } from '../payments/submit-evidence.ts'
import type { World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createNotFoundError } from './stripe-api-error.ts'

export const disputeEndpoints = [
  defineEndpoint<Stripe.DisputeRetrieveParams>({
    method: 'GET',
    path: '/v1/disputes/:id',
    params: 'DisputeRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireDispute(world, id),
  }),
  defineEndpoint<Stripe.DisputeListParams>({
    method: 'GET',
    path: '/v1/disputes',
    params: 'DisputeListParams',
    supports: ['charge', 'created', 'ending_before', 'limit', 'payment_intent', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.disputes).filter(
        (dispute) =>
          (params.charge === undefined || idOf(dispute.charge) === params.charge) &&
          (params.payment_intent === undefined || idOf(dispute.payment_intent) === params.payment_intent),
      )
      return listPage('/v1/disputes', found, params)
    },
  }),
  defineEndpoint<Stripe.DisputeUpdateParams>({
    method: 'POST',
    path: '/v1/disputes/:id',
    params: 'DisputeUpdateParams',
    supports: ['evidence', 'metadata', 'submit'],
    run(world, params, id) {
      const dispute = requireDispute(world, id)
      requireOpen(dispute)
      const metadata = mergeMetadata(dispute.metadata, params.metadata)
      submitEvidence(world, dispute, { metadata, evidence: params.evidence ?? {}, submits: params.submit !== false })
      return dispute
    },
  }),
  // The shop gives in: the bank need not decide any more.
  defineEndpoint<Stripe.DisputeCloseParams>({
    method: 'POST',
    path: '/v1/disputes/:id/close',
    params: 'DisputeCloseParams',
    supports: [],
    run(world, _params, id) {
      const dispute = requireDispute(world, id)
      closeDispute(world, dispute, dispute.status.startsWith('warning_') ? 'warning_closed' : 'lost')
      return dispute
    },
  }),
]

function requireDispute(world: World, id: string): Stripe.Dispute {
  const dispute = world.state.disputes[id]
  if (!dispute) throw createNotFoundError('dispute', id)
  return dispute
}
