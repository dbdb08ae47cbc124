export const hour = 3600
export const day = 24 * hour

/** So many days ago, in Unix seconds: where a test clock starts whose present is today. */
export function daysAgo(days: number): number {
  return Math.floor(Date.now() / 1000) - days * day
}
