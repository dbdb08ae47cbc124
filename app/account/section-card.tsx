import type { ReactNode } from 'react'
import { Card } from '#app/components/card.tsx'

type SectionCardProps = { id: string; title: string; intro?: ReactNode; children: ReactNode }

/** One subject of an account page, named by its heading. */
export function SectionCard({ id, title, intro, children }: SectionCardProps) {
  return (
    <Card aria-labelledby={id}>
      <h2 id={id} className="font-display text-heading font-semibold">
        {title}
      </h2>
      {intro ? <p className="mt-2 max-w-prose text-muted text-pretty">{intro}</p> : null}
      <div className="mt-5">{children}</div>
    </Card>
  )
}
