import { type ReactNode, useEffect, useRef } from 'react'
import { Alert } from '#app/components/alert.tsx'

type FocusedAlertProps = { tone: 'good' | 'warning' | 'bad'; children: ReactNode }

/** An answer that takes the focus each time it changes: what was pressed may be gone from the page. */
export function FocusedAlert({ tone, children }: FocusedAlertProps) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is the reason to move the focus.
  useEffect(() => box.current?.focus(), [children])
  return (
    <div ref={box} tabIndex={-1} className="rounded-control">
      <Alert tone={tone}>{children}</Alert>
    </div>
  )
}
