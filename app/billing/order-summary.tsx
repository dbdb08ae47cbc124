import { Link } from '@remix-run/react'
import { Check } from 'lucide-react'
import type { PlanWords } from '#app/billing/describe-plan.ts'
import { Card } from '#app/components/card.tsx'

/** What is bought, in one look, beside (on a phone: above) the card form. */
export function OrderSummary({ plan }: { plan: PlanWords }) {
  return (
    <Card aria-labelledby="order" className="order-first md:order-last">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="order" className="font-display text-heading font-semibold">
          {plan.name}
        </h2>
        <Link to="/pricing" className="text-link text-sm">
          Change
        </Link>
      </div>
      <ul className="mt-3 hidden space-y-1 text-sm text-muted md:block">
        {plan.includes.map((line) => (
          <li key={line} className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-brand" />
            {line}
          </li>
        ))}
      </ul>
      <dl className="mt-5 flex items-baseline justify-between border-t border-line pt-4">
        <dt className="font-semibold">Today</dt>
        <dd className="font-display text-heading font-semibold tabular-nums">{plan.price}</dd>
      </dl>
      <p className="text-sm text-muted">
        then {plan.price} a {plan.interval}
      </p>
    </Card>
  )
}
