import type { ReactNode } from 'react'

/** The page's only h1, with a sentence below it. */
export function PageHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="mb-8 max-w-2xl sm:mb-10">
      <h1 className="font-display text-title font-semibold tracking-tight text-balance">{title}</h1>
      {children ? <div className="mt-3 text-lg text-muted text-pretty">{children}</div> : null}
    </header>
  )
}
