import { Link } from '@remix-run/react'
import type { PlanWords } from '#app/billing/describe-plan.ts'

/** The price list in three lines. */
export function PlanTeaser({ plans }: { plans: PlanWords[] }) {
  return (
    <section aria-labelledby="plans" className="grid gap-8 lg:grid-cols-[1fr_2fr] lg:gap-16">
      <div>
        <h2 id="plans" className="font-display text-title font-semibold tracking-tight">
          What it costs
        </h2>
        <p className="mt-3 text-muted text-pretty">
          Start without paying. Go further when you want to, stop when you like.
        </p>
        <p className="mt-4">
          <Link to="/pricing" className="text-link">
            Compare the plans
          </Link>
        </p>
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {plans.map(({ id, name, description, price, interval }) => (
          <li key={id} className="grid grid-cols-[1fr_auto] items-baseline gap-x-6 py-5">
            <h3 className="font-display text-heading font-semibold">{name}</h3>
            <p className="text-right">
              <span className="font-display text-heading font-semibold tabular-nums">{price}</span>{' '}
              <span className="text-sm text-muted">a {interval}</span>
            </p>
            <p className="col-span-2 mt-1 text-muted text-pretty sm:col-span-1">{description}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
