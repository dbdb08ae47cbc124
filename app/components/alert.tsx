import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const looks = {
  good: { Icon: CircleCheck, className: 'border-brand bg-brand-wash' },
  warning: { Icon: TriangleAlert, className: 'border-warning bg-warning-wash' },
  bad: { Icon: CircleAlert, className: 'border-danger bg-danger-wash' },
}

type AlertProps = { tone: keyof typeof looks; id?: string; children: ReactNode }

/** Faults interrupt a screen reader (`alert`); everything else waits its turn (`status`). */
export function Alert({ tone, id, children }: AlertProps) {
  const { Icon, className } = looks[tone]
  return (
    <div
      id={id}
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`flex gap-3 rounded-control border-l-4 p-4 ${className}`}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div>{children}</div>
    </div>
  )
}
