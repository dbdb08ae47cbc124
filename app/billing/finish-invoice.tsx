import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'
import type { action } from '#app/routes/account_.change-plan.tsx'

/** The browser has paid for the new plan: has it looked up at once. By script, so that opening the address does nothing. */
export function FinishInvoice({ invoiceId }: { invoiceId: string }) {
  const { state, data, submit } = useFetcher<typeof action>()
  const isUnasked = state === 'idle' && !data
  useEffect(() => {
    if (isUnasked) submit({ intent: 'finish', invoice: invoiceId }, { method: 'post', action: '/account/change-plan' })
  }, [isUnasked, submit, invoiceId])

  const isUnfinished = data && 'kind' in data
  if (!isUnfinished) return <Skeleton label="Changing your plan…" />
  return (
    <Card role="alert" isLifted>
      <h2 className="font-display text-heading font-semibold">The payment has not arrived yet</h2>
      <p className="mt-2 text-muted">
        You keep your plan for now. It changes by itself as soon as the payment arrives; if it failed, you can pay
        again.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink to={`/pay/${invoiceId}`}>To the payment</ButtonLink>
        <ButtonLink to="/account" variant="secondary">
          To your account
        </ButtonLink>
      </div>
    </Card>
  )
}
