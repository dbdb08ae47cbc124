import { Link } from '@remix-run/react'
import type { ExtraWords } from '#app/billing/describe-owned-extras.ts'
import { Badge } from '#app/components/badge.tsx'
import { Card } from '#app/components/card.tsx'

/** What is bought once: what the reader owns, and what there is besides. */
export function OwnedExtras({ extras }: { extras: ExtraWords[] }) {
  if (extras.length === 0) return null
  return (
    <Card aria-labelledby="extras">
      <h2 id="extras" className="font-display text-heading font-semibold">
        One-time purchases
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {extras.map(({ id, name, description, price, boughtOn }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4 last:pb-0">
            <div>
              <p className="font-medium">{name}</p>
              <p className="text-sm text-muted">{boughtOn ? `Bought on ${boughtOn}` : description}</p>
            </div>
            {boughtOn ? (
              <Badge tone="good">Yours</Badge>
            ) : (
              <Link to={`/extras/${id}`} className="text-link">
                Buy <span className="sr-only">{name}</span> for {price}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
