import { UnknownStoreValueError } from './errors.ts'

/** The statuses that Stripe gives to what is mirrored here, each from its page, e.g. https://docs.stripe.com/api/disputes/object */
const statuses = {
  invoice: ['draft', 'open', 'paid', 'uncollectible', 'void'],
  charge: ['succeeded', 'pending', 'failed'],
  dispute: [
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
    'needs_response',
    'under_review',
    'appeal_needs_response',
    'appeal_under_review',
    'won',
    'lost',
    'prevented',
  ],
  'payment intent': [
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
    'succeeded',
    'canceled',
  ],
} as const
type StatusOf<Of extends keyof typeof statuses> = (typeof statuses)[Of][number]

/** Stripe's own word if it is one that we know; throws `UnknownStoreValueError` else: a new one must not decide anything. */
export function toKnownStatus<Of extends keyof typeof statuses>(of: Of, status: string): StatusOf<Of> {
  const words: readonly string[] = statuses[of]
  if (!words.includes(status)) throw new UnknownStoreValueError(`Stripe ${of} status`, status)
  return status as StatusOf<Of>
}
