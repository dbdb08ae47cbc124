export type Period = { start: number; end: number }

/**
 * What of an amount falls on the time from `at` to the end of the period: to the second, and rounded half up by size,
 * so that a credit and a debit of the same time cancel out (https://docs.stripe.com/billing/subscriptions/prorations).
 */
export function prorate(amount: number, period: Period, at: number): number {
  const length = period.end - period.start
  const remaining = Math.min(Math.max(period.end - at, 0), length)
  if (length <= 0) return 0
  // In whole numbers: a product of floats would round some halves down.
  const size = Math.floor((2 * Math.abs(amount) * remaining + length) / (2 * length))
  return amount < 0 ? 0 - size : size
}

/** By weight, in whole units; what rounding leaves over goes to the last. */
export function distribute(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const shares = weights.map((weight) => Math.floor((amount * weight) / sum))
  const rest = amount - shares.reduce((total, share) => total + share, 0)
  return shares.map((share, index) => (index === shares.length - 1 ? share + rest : share))
}
