import { Link } from '@remix-run/react'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Offer } from '#app/billing/describe-offer.ts'
import { Badge } from '#app/components/badge.tsx'
import { Card } from '#app/components/card.tsx'

type OrderSummaryProps = {
  offer: Offer
  includes: string[]
  /** The field for a promotion code. */
  children?: ReactNode
}

/** What is bought, in one look, beside (on a phone: above) the card form. */
export function OrderSummary({ offer, includes, children }: OrderSummaryProps) {
  return (
    <Card aria-labelledby="order" className="order-first md:order-last">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="order" className="font-display text-heading font-semibold">
          {offer.name}
        </h2>
        <Link to="/pricing" className="text-link text-sm">
          Change
        </Link>
      </div>
      {offer.trialDays > 0 ? (
        <p className="mt-2">
          <Badge tone="good">{offer.trialDays} days free</Badge>
        </p>
      ) : null}
      <ul className="mt-3 hidden space-y-1 text-sm text-muted md:block">
        {includes.map((line) => (
          <li key={line} className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-brand" />
            {line}
          </li>
        ))}
      </ul>
      <dl className="mt-5 space-y-2 border-t border-line pt-4">
        {offer.discount ? (
          <div className="flex items-baseline justify-between gap-4">
            <dt>{offer.discount.name}</dt>
            <dd className="tabular-nums">{offer.discount.amount}</dd>
          </div>
        ) : null}
        <div className="flex items-baseline justify-between gap-4">
          <dt className="font-semibold">Today</dt>
          <dd className="font-display text-heading font-semibold tabular-nums">{offer.today}</dd>
        </div>
      </dl>
      <p className="text-sm text-muted text-pretty">{offer.later}</p>
      {children}
    </Card>
  )
}
