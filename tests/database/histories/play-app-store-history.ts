import { type AppStoreStep, type AppStoreStepKind, type Line, takeAppStoreStep } from './app-store-step.ts'
import { beginning, type Delivery, type Identity } from './delivery.ts'
import { type Copy, type OnceStepKind, onceStepKinds, takeOnceStep } from './once-step.ts'
import { accountOf, onceOf, originalOf, tellCopy, tellPeriod } from './tell-app-store-facts.ts'

type Step = AppStoreStep<AppStoreStepKind | OnceStepKind | 'rescind'>
export type AppStoreHistory = {
  steps: Step[]
  /** Whether the app names the user to Apple when it buys; else Set App Account Token does, or nobody. */
  isNamed: boolean
}
/** A person at Apple: what they subscribe to, and what they bought once. */
type State = { now: number; lines: Map<number, Line>; copies: Copy[]; isNamed: boolean }
type Told = Pick<Delivery, 'subscriptionId' | 'content' | 'more'>
type News = { at: number; kind: string; told: Told[] }

const isOnce = (step: Step): step is AppStoreStep<OnceStepKind> => onceStepKinds.includes(step.kind as OnceStepKind)
const isRescind = (step: Step): step is AppStoreStep<'rescind'> => step.kind === 'rescind'

/** What Apple sends about a life, in the order in which it happened. */
export function playAppStoreHistory({ steps, isNamed }: AppStoreHistory, identity: Identity): Delivery[] {
  const deliveries: Delivery[] = []
  const state: State = { now: beginning, lines: new Map(), copies: [], isNamed }
  for (const step of steps) {
    const news = take(step, state, identity)
    if (!news) continue
    state.now = news.at
    for (const told of news.told) {
      const eventId = `${deliveries.length}-${identity.suffix}`
      deliveries.push({ store: 'app_store', at: news.at, eventType: news.kind, eventId, ...told })
    }
  }
  return deliveries
}

function take(step: Step, state: State, identity: Identity): News | null {
  if (isRescind(step)) return rescind(step, state, identity)
  return isOnce(step) ? takeOnce(step, state, identity) : takeLine(step as AppStoreStep, state, identity)
}

function rescind({ kind, wait }: Step, { now }: State, identity: Identity): News {
  const at = now + wait
  const rescinded = { app_transaction_id: accountOf(identity), at: new Date(at).toISOString() }
  return { at, kind, told: [{ subscriptionId: '', content: null, more: { rescinded_consent: rescinded } }] }
}

function takeOnce({ kind, wait }: AppStoreStep<OnceStepKind>, state: State, identity: Identity): News | null {
  const change = takeOnceStep(kind, state.copies, state.now + wait)
  if (!change) return null
  state.copies = change.copies
  const content = tellCopy(change.copies, change.told, identity, { isNamed: state.isNamed, now: change.at })
  return { at: change.at, kind: change.kind, told: [{ subscriptionId: onceOf(identity), content }] }
}

function takeLine(step: AppStoreStep, state: State, identity: Identity): News | null {
  const change = takeAppStoreStep(step, state.lines.get(step.line) ?? emptyLine(state.isNamed), state.now)
  if (!change) return null
  state.lines.set(step.line, change.line)
  const subscriptionId = originalOf(step.line, identity)
  const told = change.told ?? [change.line.periods.length - 1]
  return {
    at: change.at,
    kind: change.kind,
    told: told.map((index) => ({
      subscriptionId,
      content: tellPeriod(change.line, index, step.line, identity, change.at),
    })),
  }
}

function emptyLine(isNamed: boolean): Line {
  const renewal = { plan: 'standard', willRenew: false, isInRetry: false, graceEndsAt: null, renewsAt: 0 } as const
  return { periods: [], ...renewal, consent: null, nextPrice: null, hasToken: isNamed }
}
