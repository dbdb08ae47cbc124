import fc from 'fast-check'
import { appStoreStepKinds, appStoreWaits } from './app-store-step.ts'
import type { Delivery, Identity } from './delivery.ts'
import { onceStepKinds } from './once-step.ts'
import { type AppStoreHistory, playAppStoreHistory } from './play-app-store-history.ts'
import { playStripeHistory, type StripeHistory } from './play-stripe-history.ts'
import { stripeStepKinds, stripeWaits } from './stripe-step.ts'

export type History = { stripe: StripeHistory; appStore: AppStoreHistory }
type Length = { maxSteps: number }

const plan = fc.constantFrom('standard', 'premium')

/** Half of the steps lead on in the life of most people; the other half is anything. */
function stepsOf<Kind extends string>(usual: readonly NoInfer<Kind>[], all: readonly Kind[]) {
  return fc.oneof(fc.constantFrom(...usual), fc.constantFrom(...all))
}

export function stripeHistories({ maxSteps }: Length): fc.Arbitrary<StripeHistory> {
  const kind = stepsOf(['buy', 'pay', 'renew'], stripeStepKinds)
  const step = fc.record({ kind, wait: fc.constantFrom(...stripeWaits), plan })
  return fc.record({ steps: fc.array(step, { maxLength: maxSteps, size: 'max' }), isLinked: fc.boolean() })
}

export function appStoreHistories({ maxSteps }: Length): fc.Arbitrary<AppStoreHistory> {
  const kind = stepsOf(['buy', 'renew'], [...appStoreStepKinds, ...onceStepKinds, 'rescind'] as const)
  const line = fc.constantFrom(0, 0, 0, 1, 2)
  const step = fc.record({ kind, wait: fc.constantFrom(...appStoreWaits), plan, line })
  return fc.record({ steps: fc.array(step, { maxLength: maxSteps, size: 'max' }), isNamed: fc.boolean() })
}

export function histories(length: Length): fc.Arbitrary<History> {
  return fc.record({ stripe: stripeHistories(length), appStore: appStoreHistories(length) })
}

const noStripe: StripeHistory = { steps: [], isLinked: false }
const noAppStore: AppStoreHistory = { steps: [], isNamed: true }
export const onlyStripe = ({ stripe }: Pick<History, 'stripe'>): History => ({ stripe, appStore: noAppStore })
export const onlyAppStore = ({ appStore }: Pick<History, 'appStore'>): History => ({ stripe: noStripe, appStore })

/** What both stores send about one person, by the time of its happening. */
export function playHistory({ stripe, appStore }: History, identity: Identity): Delivery[] {
  const deliveries = [...playStripeHistory(stripe, identity), ...playAppStoreHistory(appStore, identity)]
  return deliveries.sort((one, other) => one.at - other.at)
}
