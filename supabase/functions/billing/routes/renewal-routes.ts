import { z } from 'zod'
import { renewalAnswer } from '../../_shared/domain/billing-answers.ts'
import { cancel } from '../cancel.ts'
import type { Route } from '../create-route.ts'
import { resume } from '../resume.ts'
import { nothing } from './body-schemas.ts'

/** Stripe's words: https://docs.stripe.com/api/subscriptions/cancel#cancel_subscription-cancellation_details-feedback */
const feedbacks = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const

/** An empty field of a form is a question that was not answered. */
const cancellation = z.object({
  feedback: z.preprocess((value) => value || undefined, z.enum(feedbacks).optional()),
  comment: z
    .string()
    .trim()
    .max(500)
    .optional()
    .transform((text) => text || undefined),
})

/** Ending a subscription, and taking that back. */
export function addRenewalRoutes(route: Route): void {
  route('/cancel', { body: cancellation, answer: renewalAnswer }, cancel)
  route('/resume', { body: nothing, answer: renewalAnswer }, resume)
}
