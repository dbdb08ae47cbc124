const dayMs = 86_400_000

/** "3 days left", rounded up: on the last day there is one. */
export function countDaysLeft(end: string, now: Date): string {
  const days = Math.max(1, Math.ceil((Date.parse(end) - now.getTime()) / dayMs))
  return days === 1 ? '1 day left' : `${days} days left`
}
