import type { ReactNode } from 'react'

/** The frame of pages with one thing to do: sign in, confirm, pay. */
export function NarrowPage({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-md">{children}</div>
}
