import type Stripe from 'stripe'
import { findObject, idOf } from '../objects/find-object.ts'
import type { SimulatorState } from '../state/simulator-state.ts'
import type { Params } from './endpoint.ts'

const naming = ['customer', 'subscription', 'from_subscription', 'invoice', 'payment_intent']

/** The clock on which the customer that a request is about lives; null for the account's own. */
export function findTestClock(state: SimulatorState, params: Params, id: string): Stripe.TestHelpers.TestClock | null {
  const asked = state.testClocks[String(params.test_clock)]
  if (asked) return asked
  for (const name of [id, ...naming.map((each) => params[each])]) {
    const object = typeof name === 'string' ? findObject(state, name) : null
    const clock = object && clockOf(state, object)
    if (clock) return clock
  }
  return null
}

function clockOf(state: SimulatorState, object: object): Stripe.TestHelpers.TestClock | null {
  const { customer, test_clock: own } = object as { customer?: string; test_clock?: string }
  const clock = own ?? idOf(state.customers[idOf(customer) ?? '']?.test_clock)
  return state.testClocks[clock ?? ''] ?? null
}
