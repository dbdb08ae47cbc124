import { describe, expect, it } from 'vitest'
import { UnknownStoreValueError } from '../../supabase/functions/_shared/domain/errors.ts'
import {
  stripeSubscriptionStatuses,
  toStatusFromStripe,
} from '../../supabase/functions/_shared/domain/stripe-status.ts'

describe('the status of a Stripe subscription', () => {
  it.each([
    ['active', 'active'],
    ['trialing', 'active'],
    ['past_due', 'in_grace_period'],
    ['unpaid', 'in_billing_retry'],
    ['paused', 'paused'],
    ['incomplete', 'incomplete'],
    ['incomplete_expired', 'expired'],
    ['canceled', 'expired'],
  ])('%s is %s in our words', (stripeStatus, status) => {
    expect(toStatusFromStripe(stripeStatus)).toBe(status)
  })

  it('has no value that the table above leaves out', () => {
    expect(stripeSubscriptionStatuses).toHaveLength(8)
  })

  it.each(['suspended', '', 'toString'])('refuses %j instead of guessing', (unknown) => {
    expect(() => toStatusFromStripe(unknown)).toThrow(UnknownStoreValueError)
  })
})
