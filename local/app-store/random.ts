import type { StoreState } from './store-state.ts'

/** mulberry32: a number from 0 to below 1. Its state is the store's, so the same seed makes the same store. */
export function nextRandom(state: Pick<StoreState, 'randomState'>): number {
  state.randomState = (state.randomState + 0x6d2b79f5) | 0
  let mixed = Math.imul(state.randomState ^ (state.randomState >>> 15), 1 | state.randomState)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

/** A UUID of version 4. */
export function nextUuid(state: Pick<StoreState, 'randomState'>): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(nextRandom(state) * 16))
  digits[12] = 4
  digits[16] = ((digits[16] ?? 0) & 3) | 8
  const hex = digits.map((digit) => digit.toString(16)).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
