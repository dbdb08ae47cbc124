import { findProduct } from '../catalogue.ts'
import type { StoreDescription } from '../routes/describe-store.ts'
import type { CallLimits } from '../server-api/call-limits.ts'

/** Everything that the page shows. */
export type View = {
  store: StoreDescription
  limits: CallLimits
  /** null = everybody; else the one Apple Account that somebody wants to look at. */
  account: string | null
  /** What was just done, or why it was not. */
  message: string | null
}

// A page of two thousand cards helps nobody: the newest, and a way to ask for one Apple Account.
const SHOWN = 30

export type Slice<T> = { items: T[]; hidden: number }

/** The newest first, of the Apple Account that was asked for. */
export function takeNewest<T extends { apple_account: string }>(items: readonly T[], { account }: View): Slice<T> {
  const wanted = account === null ? items : items.filter((item) => item.apple_account === account)
  const shown = wanted.slice(-SHOWN).reverse()
  return { items: shown, hidden: wanted.length - shown.length }
}

export function productName(productId: string): string {
  return findProduct(productId)?.displayName ?? productId
}
