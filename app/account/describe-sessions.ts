import { describeDevice } from '#app/account/describe-device.ts'
import type { SessionRow } from '#app/account/rows.server.ts'
import { formatShortDate } from '#app/billing/format-date.ts'

export type SessionWords = { id: string; device: string; details: string; isCurrent: boolean }

/** The places where a person is signed in, in words. */
export function describeSessions(rows: SessionRow[], locale: string, now: Date): SessionWords[] {
  return rows.map((row) => ({
    id: row.id,
    device: describeDevice(row.user_agent) ?? (row.is_current ? 'This browser' : 'A device that we do not know'),
    details: [describeUse(row, locale, now), row.ip ? `from ${row.ip}` : ''].filter(Boolean).join(', '),
    isCurrent: row.is_current,
  }))
}

const hourMs = 60 * 60 * 1000

/** Auth notes a use when it renews the token, about once an hour: nothing finer is known. */
function describeUse({ last_used_at, created_at }: SessionRow, locale: string, now: Date): string {
  const since = `signed in on ${formatShortDate(created_at, locale)}`
  const idleMs = now.getTime() - Date.parse(last_used_at)
  if (idleMs < hourMs) return `Used in the last hour, ${since}`
  if (idleMs < 24 * hourMs) return `Used in the last day, ${since}`
  return `Last used on ${formatShortDate(last_used_at, locale)}, ${since}`
}
