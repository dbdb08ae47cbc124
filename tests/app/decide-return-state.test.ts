import { expect, it } from 'vitest'
import { decideReturnState, type PaymentStatus, type ReturnState } from '#app/billing/decide-return-state.ts'

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
])('a payment that is %s, access %s: the return page says %s', (payment, hasAccess, state) => {
  expect(decideReturnState(payment, hasAccess)).toBe(state)
})
