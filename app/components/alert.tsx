import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const looks = {
  good: { Icon: CircleCheck, className: 'border-brand/30 bg-brand-wash', sign: 'text-brand' },
  warning: { Icon: TriangleAlert, className: 'border-warning/30 bg-warning-wash', sign: 'text-warning' },
  bad: { Icon: CircleAlert, className: 'border-danger/30 bg-danger-wash', sign: 'text-danger' },
}

type AlertProps = { tone: keyof typeof looks; id?: string; children: ReactNode }

/** Faults interrupt a screen reader (`alert`); everything else waits its turn (`status`). */
export function Alert({ tone, id, children }: AlertProps) {
  const { Icon, className, sign } = looks[tone]
  return (
    <div
      id={id}
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`flex gap-3 rounded-control border p-4 ${className}`}
    >
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${sign}`} />
      <div className="min-w-0 grow">{children}</div>
    </div>
  )
}
