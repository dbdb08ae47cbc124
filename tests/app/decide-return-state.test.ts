import { describe, expect, it } from 'vitest'
import { decideReturnState, type PaymentStatus, type ReturnState } from '#app/billing/decide-return-state.ts'

const heard = { isFromCheckout: false, isAsking: false, refusal: null }

it.each<[PaymentStatus, boolean, ReturnState]>([
  [null, true, 'asking'],
  [null, false, 'asking'],
  ['succeeded', true, 'done'],
  ['succeeded', false, 'unlocking'],
  ['processing', false, 'processing'],
  ['requires_payment_method', false, 'failed'],
  ['requires_payment_method', true, 'failed'],
  ['requires_action', false, 'failed'],
  ['requires_confirmation', false, 'failed'],
  ['canceled', false, 'canceled'],
  ['none', true, 'done'],
  ['none', false, 'nothing'],
  ['unreadable', true, 'done'],
  ['unreadable', false, 'unknown'],
  ['a_status_of_tomorrow', false, 'unknown'],
])('a payment that is %s, delivered %s: the return page says %s', (payment, isDelivered, state) => {
  expect(decideReturnState({ ...heard, payment, isDelivered })).toBe(state)
})

describe('the return page', () => {
  it('says nothing before our server has asked Stripe', () => {
    expect(decideReturnState({ ...heard, payment: 'succeeded', isDelivered: true, isAsking: true })).toBe('asking')
  })

  it('waits for what was paid on Stripe’s own page', () => {
    expect(decideReturnState({ ...heard, payment: 'none', isDelivered: false, isFromCheckout: true })).toBe('unlocking')
  })

  it('says that the card had its trial, although Stripe has confirmed the card', () => {
    const facts = { ...heard, payment: 'succeeded', isDelivered: false, refusal: 'trial_used' as const }
    expect(decideReturnState(facts)).toBe('trial_used')
  })
})
