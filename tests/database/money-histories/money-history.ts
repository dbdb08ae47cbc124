import fc from 'fast-check'
import { firstPossible } from '../histories/first-possible.ts'
import { stripeWaits } from '../histories/stripe-step.ts'
import { type Identity, type Link, links, type MoneyDelivery } from './money-delivery.ts'
import { moneySteps } from './money-steps.ts'
import { openAccount } from './stripe-account.ts'
import { type Step, subscriptionSteps } from './subscription-steps.ts'

const allSteps: Record<string, Step> = { ...subscriptionSteps, ...moneySteps }
const kinds = Object.keys(allSteps)

export type MoneyHistory = { steps: { kind: string; wait: number; which: number }[]; link: Link }

/** Half of the steps keep somebody paying; the other half is anything. */
const kind = fc.oneof(
  fc.constantFrom('buy', 'tryOut', 'renew', 'payAfterAll', 'payExtra', 'refundAll', 'openDispute'),
  fc.constantFrom(...kinds),
)

export function moneyHistories({ maxSteps }: { maxSteps: number }): fc.Arbitrary<MoneyHistory> {
  const step = fc.record({ kind, wait: fc.constantFrom(...stripeWaits), which: fc.nat(7) })
  return fc.record({ steps: fc.array(step, { maxLength: maxSteps, size: 'max' }), link: fc.constantFrom(...links) })
}

/** All that reaches us about one customer, in the order in which it happened. */
export function playMoneyHistory({ steps }: MoneyHistory, identity: Identity): MoneyDelivery[] {
  const account = openAccount(identity)
  for (const [index, { kind, wait, which }] of steps.entries()) {
    account.now += wait
    firstPossible(kinds, kind, (each) => allSteps[each]?.(account, which) || null)
    if (identity.link === 'late' && index === Math.floor(steps.length / 2)) account.tell('link', null, {})
  }
  return account.story
}
