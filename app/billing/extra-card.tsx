import type { ExtraWords } from '#app/billing/describe-extra.ts'
import { Badge } from '#app/components/badge.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'

/** Something that is bought once, below the plans. */
export function ExtraCard({ extra, isOwned }: { extra: ExtraWords; isOwned: boolean }) {
  return (
    <Card
      aria-labelledby={`extra-${extra.id}`}
      className="flex flex-col gap-5 sm:flex-row sm:items-center sm:justify-between"
    >
      <div>
        <div className="flex flex-wrap items-center gap-3">
          <h3 id={`extra-${extra.id}`} className="font-display text-heading font-semibold">
            {extra.name}
          </h3>
          {isOwned ? <Badge tone="good">Yours</Badge> : null}
        </div>
        <p className="mt-1 text-muted text-pretty">{extra.description}</p>
      </div>
      <div className="flex shrink-0 items-center justify-between gap-5">
        <p className="font-display text-2xl font-semibold tabular-nums">{extra.price}</p>
        {isOwned ? null : (
          <ButtonLink to={`/extras/${extra.id}`} variant="secondary">
            Buy<span className="sr-only"> {extra.name}</span>
          </ButtonLink>
        )}
      </div>
    </Card>
  )
}
