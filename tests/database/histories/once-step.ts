import { hour } from './delivery.ts'
import { firstPossible } from './first-possible.ts'

/** One transaction of something that is bought once: the purchase, a copy of it on another device, or the next purchase. */
export type Copy = { purchasedAt: number; revokedAt: number | null }
type Change = { copies: Copy[]; told: number }
type Transition = (copies: Copy[], now: number) => Change | null

const isRevoked = ({ revokedAt }: Copy) => revokedAt !== null

function changeCopy(copies: Copy[], told: number, revokedAt: number | null): Change | null {
  return told < 0 ? null : { copies: copies.map((copy, at) => (at === told ? { ...copy, revokedAt } : copy)), told }
}
const addCopy = (copies: Copy[], now: number): Change => ({
  copies: [...copies, { purchasedAt: now, revokedAt: null }],
  told: copies.length,
})

/** What may happen to something that is bought once; null when it cannot happen now. */
const onceTransitions = {
  buyOnce: (copies, now) => (copies.every(isRevoked) ? addCopy(copies, now) : null),
  copyOnce: (copies, now) => (copies.length && !copies.some(isRevoked) ? addCopy(copies, now) : null),
  refundOnce: (copies, now) =>
    changeCopy(
      copies,
      copies.findIndex((copy) => !isRevoked(copy)),
      now,
    ),
  reverseOnce: (copies) => changeCopy(copies, copies.findLastIndex(isRevoked), null),
} as const satisfies Record<string, Transition>

export type OnceStepKind = keyof typeof onceTransitions
export const onceStepKinds = Object.keys(onceTransitions) as OnceStepKind[]

/** What a step does to it. No two purchases of one thing happen in one moment. */
export function takeOnceStep(kind: OnceStepKind, copies: Copy[], now: number) {
  const at = Math.max(now, (copies.at(-1)?.purchasedAt ?? 0) + hour)
  return firstPossible(onceStepKinds, kind, (each) => {
    const change = (onceTransitions[each] as Transition)(copies, at)
    return change && { ...change, kind: each, at }
  })
}
