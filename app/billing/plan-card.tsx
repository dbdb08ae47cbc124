import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '#app/components/card.tsx'
import { Price } from '#app/components/price.tsx'

type PlanCardProps = {
  plan: { id: string; name: string; description: string; price: string; interval: string; includes: string[] }
  isLifted?: boolean
  badge?: ReactNode
  children?: ReactNode
}

/** One column of the price list; `children` is what can be done with the plan. */
export function PlanCard({ plan, isLifted, badge, children }: PlanCardProps) {
  return (
    <Card isLifted={isLifted} aria-labelledby={`plan-${plan.id}`} className="flex flex-col">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 id={`plan-${plan.id}`} className="font-display text-heading font-semibold">
          {plan.name}
        </h2>
        {badge}
      </div>
      <div className="mt-4">
        <Price amount={plan.price} interval={plan.interval} />
      </div>
      <p className="mt-3 text-muted text-pretty">{plan.description}</p>
      <ul className="mt-5 mb-7 space-y-2">
        {plan.includes.map((line) => (
          <li key={line} className="flex gap-2.5">
            <Check aria-hidden className="mt-1 size-4 shrink-0 text-brand" />
            {line}
          </li>
        ))}
      </ul>
      <div className="mt-auto">{children}</div>
    </Card>
  )
}
