/** What one step found and did, for one line of the report. */
export type Step = {
  subject: string
  outcome: 'created' | 'updated' | 'unchanged' | 'skipped'
  /** What to know or to do about it. */
  note?: string
}

export function describeStep({ subject, outcome, note }: Step): string {
  return `${outcome.padEnd(9)}  ${subject}${note ? `: ${note}` : ''}`
}
