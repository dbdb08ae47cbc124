import type { ReactNode } from 'react'
import type { Tone } from '#app/billing/describe-status.ts'

const tones: Record<Tone, string> = {
  good: 'bg-brand-wash text-brand-strong',
  warning: 'bg-warning-wash text-warning',
  bad: 'bg-danger-wash text-danger-strong',
  quiet: 'bg-sunken text-muted',
}

/** A state in one or two words. The words carry the meaning, the colour repeats it. */
export function Badge({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-semibold ${tones[tone]}`}
    >
      {children}
    </span>
  )
}
