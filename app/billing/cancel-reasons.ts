/** Stripe's values of `cancellation_details.feedback`, https://docs.stripe.com/api/subscriptions/cancel, in a person's words. */
export const cancelReasons = [
  { value: 'too_expensive', label: 'It costs too much' },
  { value: 'unused', label: 'I do not use it enough' },
  { value: 'missing_features', label: 'Something is missing' },
  { value: 'low_quality', label: 'Lessons not good enough' },
  { value: 'too_complex', label: 'It is too complicated' },
  { value: 'customer_service', label: 'Help not good enough' },
  { value: 'switched_service', label: 'I use something else now' },
  { value: 'other', label: 'Another reason' },
] as const

/** What was said, as the billing function takes it: nothing said is nothing sent. */
export function readCancelReason(form: FormData): { feedback?: string; comment?: string } {
  const reason = cancelReasons.find(({ value }) => value === form.get('feedback'))
  const comment = String(form.get('comment') ?? '').trim()
  return { ...(reason && { feedback: reason.value }), ...(comment && { comment: comment.slice(0, 500) }) }
}
