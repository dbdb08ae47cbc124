import { Form, useNavigation } from '@remix-run/react'
import type { ChangeWords } from '#app/billing/describe-change.ts'
import { Alert } from '#app/components/alert.tsx'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { appErrors } from '#domain/errors.ts'

/** What a change costs, to the cent, and the button that makes it. `isRenewed`: the amounts that were shown before are old. */
export function ChangePreview({ words, isRenewed }: { words: ChangeWords; isRenewed: boolean }) {
  const isPending = useNavigation().formData?.get('intent') === 'change'
  return (
    <Card aria-labelledby="preview" isLifted>
      <h2 id="preview" className="font-display text-heading font-semibold">
        {words.title}
      </h2>
      {isRenewed ? (
        <div className="mt-4">
          <Alert tone="warning">{appErrors.preview_expired.message}</Alert>
        </div>
      ) : null}
      <p className="mt-2 text-muted text-pretty">{words.sentence}</p>
      <dl className="mt-5 divide-y divide-line border-y border-line">
        {words.facts.map(({ term, text }) => (
          <div key={term} className="flex flex-wrap items-baseline justify-between gap-x-6 py-3">
            <dt className="text-muted">{term}</dt>
            <dd className="font-medium tabular-nums">{text}</dd>
          </div>
        ))}
      </dl>
      <Form method="post" action="/account/change-plan" className="mt-6 flex flex-wrap gap-3">
        <input type="hidden" name="intent" value="change" />
        <input type="hidden" name="plan" value={words.planId} />
        {words.prorationDate === null ? null : (
          <input type="hidden" name="proration_date" value={words.prorationDate} />
        )}
        <Button isPending={isPending} pendingLabel="Changing…">
          {words.confirmLabel}
        </Button>
        <ButtonLink to="/account/change-plan" variant="secondary">
          Not now
        </ButtonLink>
      </Form>
    </Card>
  )
}
