import { CircleAlert, CircleCheck, Clock, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReturnWords } from '#app/billing/return-words.ts'
import { PageHeader } from '#app/components/page-header.tsx'

const signs = {
  good: { Icon: CircleCheck, className: 'text-brand' },
  warning: { Icon: Clock, className: 'text-warning' },
  bad: { Icon: CircleAlert, className: 'text-danger' },
  waiting: { Icon: LoaderCircle, className: 'motion-safe:animate-spin text-muted' },
}

/** The payment's state with the next steps (`children`). The heading is announced when it changes. */
export function ReturnStatus({ words, children }: { words: ReturnWords; children?: ReactNode }) {
  const { Icon, className } = signs[words.tone]
  return (
    <>
      <div role="status">
        <Icon aria-hidden className={`mb-5 size-10 ${className}`} />
        <PageHeader title={words.title}>{words.text}</PageHeader>
      </div>
      <div className="flex flex-wrap gap-3">{children}</div>
    </>
  )
}
