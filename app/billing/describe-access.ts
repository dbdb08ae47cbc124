import type { AccessSourceRow } from '#app/billing/rows.server.ts'

export type AccessWords = {
  id: number
  title: string
  verdict: string
  why: string
  decidedBy: string
  counts: boolean
}

/** A source of access in words that a person can paste to support: moments to the minute, in UTC, in every language. */
export function describeAccess(row: AccessSourceRow, id: number): AccessWords {
  const lessons = row.entitlements.length > 0 ? `${row.entitlements.join(' and ')} lessons` : null
  return {
    id,
    title: [row.source, row.plan, lessons].filter((part) => part !== null).join(', '),
    verdict: row.counts ? `Counts ${describeEnd(row)} (${row.state})` : `Does not count (${row.state})`,
    why: row.why,
    decidedBy: row.decided_by,
    counts: row.counts,
  }
}

function describeEnd({ until }: AccessSourceRow): string {
  return until === null ? 'without an end' : `until ${formatMoment(until)}`
}

function formatMoment(moment: string): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
