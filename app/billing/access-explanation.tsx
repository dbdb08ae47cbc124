import { ChevronRight } from 'lucide-react'
import type { AccessWords } from '#app/billing/describe-access.ts'

/** Why the person has access, or has none: every source that was considered, folded away until somebody asks. */
export function AccessExplanation({ sources }: { sources: AccessWords[] }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 w-fit items-center gap-2 font-medium text-muted hover:text-ink">
        <ChevronRight aria-hidden className="size-4 motion-safe:transition-transform group-open:rotate-90" />
        {sources.some(({ counts }) => counts) ? 'Why do I have access?' : 'Why do I have no access?'}
      </summary>
      <ul className="mt-3 space-y-4 rounded-card border border-line p-5">
        {sources.map((source) => (
          <li key={source.id} className="wrap-anywhere">
            <p className="font-medium">{source.title}</p>
            <p>{source.verdict}</p>
            <p className="text-muted">{source.why}</p>
            <p className="text-sm text-muted">Decided by {source.decidedBy}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
