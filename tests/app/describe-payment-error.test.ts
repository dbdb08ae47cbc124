import { describe, expect, it } from 'vitest'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'

describe('a payment that failed', () => {
  it.each([
    ['card_error', 'card_declined', 'Your card was declined.'],
    ['validation_error', 'incomplete_number', 'Your card number is incomplete.'],
    [
      'invalid_request_error',
      'payment_intent_authentication_failure',
      'We are unable to authenticate your payment method.',
    ],
    [
      'invalid_request_error',
      'setup_intent_authentication_failure',
      'We are unable to authenticate your payment method.',
    ],
  ] as const)('is told in Stripe’s words where they are for people: %s, %s', (type, code, message) => {
    expect(describePaymentError({ type, code, message })).toBe(message)
  })

  it.each(['invalid_request_error', 'idempotency_error'] as const)(
    'is told in ours where they are for developers: %s',
    (type) => {
      expect(describePaymentError({ type, message: 'No such payment_intent: pi_1' })).toMatch(
        /^The payment could not be sent/,
      )
    },
  )

  it.each(['api_connection_error', 'api_error'] as const)(
    'never says that nothing was charged when that is not known: %s',
    (type) => {
      expect(describePaymentError({ type, message: 'fetch failed' })).not.toMatch(/nothing was charged/i)
    },
  )
})
