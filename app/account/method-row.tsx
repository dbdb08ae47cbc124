import type { ReactNode } from 'react'
import { Badge } from '#app/components/badge.tsx'

type MethodRowProps = { name: string; isOn: boolean; details: ReactNode; children?: ReactNode }

/** One way to sign in: whether it works, and what can be done about it. */
export function MethodRow({ name, isOn, details, children }: MethodRowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0 grow basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isOn ? <Badge tone="good">On</Badge> : null}
        </p>
        <div className="mt-0.5 max-w-lg text-sm break-words text-muted text-pretty">{details}</div>
      </div>
      {/* Nothing in it must take no space. */}
      <div className="flex flex-wrap gap-3 empty:hidden">{children}</div>
    </li>
  )
}
