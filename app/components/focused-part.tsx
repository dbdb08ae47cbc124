import { type ReactNode, useEffect, useRef } from 'react'

/** The part of a page that a press of a button brought: it takes the focus, so that it is read out and Tab goes on from it. */
export function FocusedPart({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} className="rounded-card outline-none">
      {children}
    </div>
  )
}
