import { Form, useNavigation } from '@remix-run/react'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'

type PlannedChangeProps = { currentPlan: string; nextPlan: string; changesOn: string }

/** A change that begins with the next period, and the way to undo it. */
export function PlannedChange({ currentPlan, nextPlan, changesOn }: PlannedChangeProps) {
  const isPending = useNavigation().formData?.get('intent') === 'keep-plan'
  return (
    <Card aria-labelledby="planned" isLifted>
      <h2 id="planned" className="font-display text-heading font-semibold">
        {nextPlan} begins on {changesOn}
      </h2>
      <p className="mt-2 text-muted">Until then you have {currentPlan}. You can still keep it.</p>
      <Form method="post" action="/account" className="mt-6 flex flex-wrap gap-3">
        <input type="hidden" name="intent" value="keep-plan" />
        <Button isPending={isPending} pendingLabel="One moment…">
          Keep {currentPlan}
        </Button>
        <ButtonLink to="/account" variant="secondary">
          To your account
        </ButtonLink>
      </Form>
    </Card>
  )
}
