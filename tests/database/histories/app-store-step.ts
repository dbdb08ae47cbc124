import { day, hour, type Plan, second } from './delivery.ts'
import { firstPossible } from './first-possible.ts'

/** One transaction at Apple: a period that was paid for, given as a trial, or shared by the family. */
export type Period = {
  plan: Plan
  purchasedAt: number
  expiresAt: number
  revokedAt: number | null
  isUpgraded: boolean
  isTrial: boolean
  /** Apple's type: 1 introductory, 2 promotional, 3 offer code, 4 win-back. */
  offer: number | null
  /** Minor units; null is the plan's own. */
  price: number | null
  isRenewal: boolean
  isShared: boolean
  hasToken: boolean
}
/** One original transaction with all that followed from it. */
export type Line = {
  periods: Period[]
  plan: Plan
  willRenew: boolean
  isInRetry: boolean
  graceEndsAt: number | null
  renewsAt: number
  /** A price that rises: 0 waits for consent, 1 needs none any more. */
  consent: 0 | 1 | null
  nextPrice: number | null
  hasToken: boolean
}
/** `told` are the periods that Apple sends with the news, newest by default. */
type Change = { line: Line; told?: number[] }
type Transition = (line: Line, now: number, plan: Plan) => Change | null

export const month = 30 * day
const lastOf = (line: Line) => line.periods.at(-1) as Period
const isPaid = (line: Line, now: number) => lastOf(line).revokedAt === null && now < line.renewsAt
const mayRenew = (line: Line) => lastOf(line).revokedAt === null && line.willRenew && !line.isInRetry

function addPeriod(line: Line, purchasedAt: number, plan: Plan, more: Partial<Period> = {}): Line {
  const expiresAt = purchasedAt + (more.isTrial ? 7 * day : month)
  const isShared = line.periods.at(-1)?.isShared ?? false
  const kind = { isTrial: false, offer: null, price: null, isRenewal: false, isUpgraded: false, isShared }
  const bought = { plan, purchasedAt, expiresAt, revokedAt: null, hasToken: line.hasToken && !isShared }
  const renewal = { plan, willRenew: true, isInRetry: false, graceEndsAt: null, renewsAt: expiresAt }
  const price = { consent: null, nextPrice: null }
  return { ...line, ...renewal, ...price, periods: [...line.periods, { ...kind, ...bought, ...more }] }
}

/** The next period of the same subscription, at the price that was announced for it. */
function addRenewal(line: Line, purchasedAt: number, more: Partial<Period> = {}): Line {
  return addPeriod(line, purchasedAt, line.plan, { isRenewal: true, price: line.nextPrice, ...more })
}

function changePeriod(line: Line, index: number, change: Partial<Period>): Change {
  const periods = line.periods.map((period, at) => (at === index ? { ...period, ...change } : period))
  return { line: { ...line, periods }, told: [index] }
}

function buy(line: Line, now: number, plan: Plan, more: Partial<Period> = {}): Change | null {
  const last = line.periods.at(-1)
  const isOver = !last || last.revokedAt !== null || (!line.isInRetry && now >= line.renewsAt)
  return isOver ? { line: addPeriod(line, now, plan, more) } : null
}

/** What may happen to a purchase; null when it cannot happen in this state, so that any list of steps is a life. */
export const appStoreTransitions = {
  buy,
  tryOut: (line, now, plan) => (line.periods.length ? null : buy(line, now, plan, { isTrial: true, offer: 1 })),
  // Outside the app, so that Apple knows no user.
  redeemCode: (line, now, plan) => buy(line, now, plan, { isTrial: plan === 'premium', offer: 3, hasToken: false }),
  winBack: (line, now, plan) => (line.periods.length ? buy(line, now, plan, { offer: 4, price: 90 }) : null),
  share: (line, now, plan) => (line.periods.length ? null : buy(line, now, plan, { isShared: true, hasToken: false })),
  renew: (line) => (mayRenew(line) ? { line: addRenewal(line, line.renewsAt) } : null),
  // Apple charges up to a day before the new period begins.
  renewEarly: (line) => (mayRenew(line) ? { line: addRenewal(line, line.renewsAt) } : null),
  renewWithPromotion: (line) =>
    mayRenew(line) ? { line: addRenewal(line, line.renewsAt, { offer: 2, price: 490 }) } : null,
  raisePrice: (line, now) =>
    isPaid(line, now) && mayRenew(line) && line.consent === null
      ? { line: { ...line, consent: 0, nextPrice: 1990 } }
      : null,
  raisePriceWithNotice: (line, now) =>
    isPaid(line, now) && mayRenew(line) && line.consent === null
      ? { line: { ...line, consent: 1, nextPrice: 1690 } }
      : null,
  agreeToPrice: (line) => (line.consent === 0 ? { line: { ...line, consent: 1 } } : null),
  refusePrice: (line) =>
    line.consent === 0 && line.willRenew ? { line: { ...line, willRenew: false, isInRetry: false } } : null,
  upgrade: (line, now) => {
    const last = lastOf(line)
    if (!isPaid(line, now) || last.plan === 'premium' || last.purchasedAt > now) return null
    const old = changePeriod(line, line.periods.length - 1, { isUpgraded: true }).line
    return { line: addPeriod(old, now, 'premium'), told: [line.periods.length, line.periods.length - 1] }
  },
  downgrade: (line, now) =>
    isPaid(line, now) && line.willRenew && line.plan === 'premium' ? { line: { ...line, plan: 'standard' } } : null,
  takeBackDowngrade: (line, now) =>
    isPaid(line, now) && line.plan !== lastOf(line).plan ? { line: { ...line, plan: lastOf(line).plan } } : null,
  cancel: (line, now) => (isPaid(line, now) && line.willRenew ? { line: { ...line, willRenew: false } } : null),
  resume: (line, now) => (isPaid(line, now) && !line.willRenew ? { line: { ...line, willRenew: true } } : null),
  failWithGrace: (line) =>
    mayRenew(line) ? { line: { ...line, isInRetry: true, graceEndsAt: line.renewsAt + 16 * day } } : null,
  failToRenew: (line) => (mayRenew(line) ? { line: { ...line, isInRetry: true } } : null),
  endGrace: (line) => (line.graceEndsAt ? { line: { ...line, graceEndsAt: null } } : null),
  recover: (line, now) => (line.isInRetry ? { line: addRenewal(line, now) } : null),
  expire: (line) =>
    line.isInRetry || !line.willRenew
      ? { line: { ...line, willRenew: false, isInRetry: false, graceEndsAt: null } }
      : null,
  refund: (line, now) =>
    lastOf(line).revokedAt === null ? changePeriod(line, line.periods.length - 1, { revokedAt: now }) : null,
  refundOlder: (line, now) => {
    const older = line.periods.at(-2)
    return older && older.revokedAt === null ? changePeriod(line, line.periods.length - 2, { revokedAt: now }) : null
  },
  reverseRefund: (line) => {
    const index = line.periods.findLastIndex((period) => period.revokedAt !== null && !period.isShared)
    return index < 0 ? null : changePeriod(line, index, { revokedAt: null })
  },
  revokeFamily: (line, now) => {
    const last = lastOf(line)
    if (!last.isShared || last.revokedAt !== null) return null
    return changePeriod(line, line.periods.length - 1, { revokedAt: now })
  },
  extend: (line, now) => (isPaid(line, now) ? { line: { ...line, renewsAt: line.renewsAt + 15 * day } } : null),
  setToken: (line) => {
    if (line.hasToken || lastOf(line).isShared) return null
    const { line: named } = changePeriod(line, line.periods.length - 1, { hasToken: true })
    return { line: { ...named, hasToken: true } }
  },
} as const satisfies Record<string, Transition>

export type AppStoreStepKind = keyof typeof appStoreTransitions
export const appStoreStepKinds = Object.keys(appStoreTransitions) as AppStoreStepKind[]
/** `line` chooses among the originals of one user. */
export type AppStoreStep<Kind = AppStoreStepKind> = { kind: Kind; wait: number; plan: Plan; line: number }
export const appStoreWaits = [0, 1, second, hour, 2 * day, 12 * day]

const startsLine = (kind: AppStoreStepKind) => ['buy', 'tryOut', 'redeemCode', 'share'].includes(kind)

/** Apple acts by itself when a period or a grace ends; people act at any time. */
function momentOf(kind: AppStoreStepKind, line: Line, now: number): number {
  if (kind === 'renewEarly') return Math.max(now, line.renewsAt - 20 * hour)
  if (kind.startsWith('renew') || kind.startsWith('fail')) return Math.max(now, line.renewsAt)
  if (kind === 'endGrace') return Math.max(now, line.graceEndsAt ?? now)
  return kind === 'expire' && !line.isInRetry ? Math.max(now, line.renewsAt) : now
}

function takeKind(kind: AppStoreStepKind, plan: Plan, line: Line, now: number) {
  if (!line.periods.length && !startsLine(kind)) return null
  const at = momentOf(kind, line, now)
  const change = (appStoreTransitions[kind] as Transition)(line, at, plan)
  return change && { ...change, kind, at }
}

/** What a step does to a purchase. */
export function takeAppStoreStep({ kind, wait, plan }: AppStoreStep, line: Line, now: number) {
  return firstPossible(appStoreStepKinds, kind, (each) => takeKind(each, plan, line, now + wait))
}
