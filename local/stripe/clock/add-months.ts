const second = 1000

/** Calendar months after `anchor` (unix seconds, UTC); the 31st becomes the last day of a shorter month, as at Stripe. */
export function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * second)
  const to = new Date(anchor * second)
  to.setUTCDate(1)
  to.setUTCMonth(from.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return to.getTime() / second
}
