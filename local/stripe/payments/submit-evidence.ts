import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import type { World } from '../world.ts'
import { closeDispute } from './dispute-charge.ts'

type Submission = {
  metadata: Stripe.Metadata
  evidence: Stripe.DisputeUpdateParams.Evidence
  /** False: kept for later, the bank does not see it yet. */
  submits: boolean
}

/** The shop's answer goes to the bank; in test mode two texts decide at once (https://docs.stripe.com/testing#evidence). */
export function submitEvidence(world: World, dispute: Stripe.Dispute, submission: Submission): void {
  const { metadata, submits } = submission
  const evidence = { ...dispute.evidence, ...submission.evidence } as Stripe.Dispute.Evidence
  const hasNew = Object.keys(submission.evidence).length > 0
  const isSubmitted = submits && hasNew
  const isInquiry = dispute.status.startsWith('warning_')
  changeObject(world, 'charge.dispute.updated', dispute, {
    metadata,
    evidence,
    ...(hasNew && {
      evidence_details: {
        ...dispute.evidence_details,
        has_evidence: true,
        submission_count: dispute.evidence_details.submission_count + Number(isSubmitted),
        submission_method: isSubmitted ? 'manual' : dispute.evidence_details.submission_method,
      },
    }),
    ...(isSubmitted && { status: isInquiry ? 'warning_under_review' : 'under_review' }),
  })
  const verdict = isSubmitted ? evidence.uncategorized_text : null
  if (verdict === 'winning_evidence') closeDispute(world, dispute, isInquiry ? 'warning_closed' : 'won')
  if (verdict === 'losing_evidence' && !isInquiry) closeDispute(world, dispute, 'lost')
}
