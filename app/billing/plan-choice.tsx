import { Form, useNavigation } from '@remix-run/react'
import type { PlanWords } from '#app/billing/describe-plan.ts'
import { PlanCard } from '#app/billing/plan-card.tsx'
import { Badge } from '#app/components/badge.tsx'
import { Button } from '#app/components/button.tsx'

/** Both plans side by side. Choosing one shows what the change costs; nothing is changed by it. */
export function PlanChoice({ plans, currentPlanId }: { plans: PlanWords[]; currentPlanId: string | null }) {
  const pendingPlan = useNavigation().formData?.get('plan')
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {plans.map((plan) => {
        const isCurrent = plan.id === currentPlanId
        return (
          <PlanCard
            key={plan.id}
            plan={plan}
            isLifted={isCurrent}
            badge={isCurrent ? <Badge tone="good">Your plan</Badge> : null}
          >
            {isCurrent ? null : (
              <Form method="post" action="/account/change-plan">
                <input type="hidden" name="intent" value="preview" />
                <input type="hidden" name="plan" value={plan.id} />
                <Button isWide variant="secondary" isPending={pendingPlan === plan.id} pendingLabel="Calculating…">
                  Change to {plan.name}
                </Button>
                <p className="mt-2 text-sm text-muted">First you see what it costs.</p>
              </Form>
            )}
          </PlanCard>
        )
      })}
    </div>
  )
}
