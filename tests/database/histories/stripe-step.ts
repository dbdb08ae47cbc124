import { day, hour, type Plan, second } from './delivery.ts'
import { firstPossible } from './first-possible.ts'

/** The subscription at Stripe between two events, in the words of its API; times in milliseconds. */
export type StripeState = {
  status: 'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'canceled'
  plan: Plan
  startedAt: number
  periodStart: number
  periodEnd: number
  endsAtPeriodEnd: boolean
  endedAt: number | null
  needsCard: boolean
}
type Transition = (state: StripeState, now: number, plan: Plan) => StripeState | null

export const month = 30 * day
const isRunning = ({ status }: StripeState) => status === 'active' || status === 'trialing'
const hasEnded = ({ status }: StripeState) => status === 'canceled' || status === 'incomplete_expired'

function begin(status: 'incomplete' | 'trialing', now: number, plan: Plan): StripeState {
  const periodEnd = now + (status === 'trialing' ? 7 * day : month)
  const needsCard = status === 'trialing'
  const times = { startedAt: now, periodStart: now, periodEnd, endedAt: null }
  return { status, plan, ...times, endsAtPeriodEnd: false, needsCard }
}

/** What may happen to a subscription; null when it cannot happen in this state, so that any list of steps is a life. */
export const stripeTransitions = {
  pay: (state, now) => {
    if (state.status === 'incomplete') return { ...state, status: 'active' }
    if (state.status === 'trialing' && state.needsCard) return { ...state, needsCard: false }
    const owes = state.status === 'past_due' || state.status === 'unpaid'
    return owes && now < state.periodEnd ? { ...state, status: 'active' } : null
  },
  renew: (state) => {
    if (!isRunning(state) || state.needsCard) return null
    if (state.endsAtPeriodEnd) return { ...state, status: 'canceled', endedAt: state.periodEnd }
    return { ...state, status: 'active', periodStart: state.periodEnd, periodEnd: state.periodEnd + month }
  },
  changePlan: (state, _now, plan) => (isRunning(state) && plan !== state.plan ? { ...state, plan } : null),
  cancel: (state) => (isRunning(state) && !state.endsAtPeriodEnd ? { ...state, endsAtPeriodEnd: true } : null),
  resume: (state) => (isRunning(state) && state.endsAtPeriodEnd ? { ...state, endsAtPeriodEnd: false } : null),
  cancelNow: (state, now) => (hasEnded(state) ? null : { ...state, status: 'canceled', endedAt: now }),
  abandon: (state, now) =>
    state.status === 'incomplete' ? { ...state, status: 'incomplete_expired', endedAt: now } : null,
  failToRenew: (state) => {
    if (!isRunning(state) || state.endsAtPeriodEnd) return null
    return { ...state, status: 'past_due', periodStart: state.periodEnd, periodEnd: state.periodEnd + month }
  },
  // A failed retry says nothing new, in a new event.
  retry: (state) => (state.status === 'past_due' ? { ...state } : null),
  giveUp: (state) => (state.status === 'past_due' ? { ...state, status: 'unpaid' } : null),
  pause: (state) => (isRunning(state) ? { ...state, status: 'paused' } : null),
  unpause: (state) => (state.status === 'paused' ? { ...state, status: 'active' } : null),
  deleteCustomer: (state, now) => (hasEnded(state) ? null : { ...state, status: 'canceled', endedAt: now }),
} as const satisfies Record<string, Transition>

export const stripeStepKinds = ['buy', 'tryOut', ...Object.keys(stripeTransitions)] as StripeStepKind[]
export type StripeStepKind = 'buy' | 'tryOut' | keyof typeof stripeTransitions
export type StripeStep = { kind: StripeStepKind; wait: number; plan: Plan }

/** Between two steps: mostly one second or the same one, where the order of events is hardest to know. */
export const stripeWaits = [0, 0, second, second, 2 * second, hour, 5 * day]

/** Stripe acts by itself at the end of a period; people act at any time. */
function momentOf(kind: StripeStepKind, state: StripeState | null, now: number): number {
  const isAtPeriodEnd = kind === 'renew' || kind === 'failToRenew'
  return isAtPeriodEnd && state && isRunning(state) ? Math.max(now, state.periodEnd) : now
}

function takeKind(kind: StripeStepKind, plan: Plan, state: StripeState | null, now: number) {
  const at = momentOf(kind, state, now)
  if (kind === 'buy' || kind === 'tryOut') {
    if (state && !hasEnded(state)) return null
    return { kind, at, state: begin(kind === 'buy' ? 'incomplete' : 'trialing', at, plan), isNew: true }
  }
  const next: StripeState | null = state && stripeTransitions[kind](state, at, plan)
  return next && { kind, at, state: next, isNew: false }
}

/** What a step does to a subscription, or to a new one. */
export function takeStripeStep({ kind, wait, plan }: StripeStep, state: StripeState | null, now: number) {
  return firstPossible(stripeStepKinds, kind, (each) => takeKind(each, plan, state, now + wait))
}
