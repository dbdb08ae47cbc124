import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect } from 'react'
import { PaymentForm } from '#app/billing/payment-form.tsx'
import { RefusalCard } from '#app/billing/refusal-card.tsx'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import { Alert } from '#app/components/alert.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'
import type { action } from '#app/routes/subscribe.$plan.tsx'

type StartPaymentProps = { setup: PaymentsSetup; payLabel: string; terms: string }

/**
 * Asks for the payment as soon as the page is shown: a POST by script, so that opening the address (a prefetch, a preview)
 * starts nothing. The server answers with a card form's secret or with the reason why there is none.
 */
export function StartPayment({ setup, payLabel, terms }: StartPaymentProps) {
  const { state, data, submit } = useFetcher<typeof action>()
  const start = useCallback(() => submit(null, { method: 'post' }), [submit])
  const isUnasked = state === 'idle' && !data
  useEffect(() => {
    if (isUnasked) start()
  }, [isUnasked, start])

  return (
    <div>
      <noscript>
        <Alert tone="warning">Paying by card needs JavaScript, because the card form comes from Stripe.</Alert>
      </noscript>
      {data?.clientSecret ? (
        <PaymentForm setup={setup} clientSecret={data.clientSecret} payLabel={payLabel} terms={terms} />
      ) : null}
      {data?.refusal && state === 'idle' ? <RefusalCard code={data.refusal} onRetry={start} /> : null}
      {data?.clientSecret || (data?.refusal && state === 'idle') ? null : (
        <div className="[@media(scripting:none)]:hidden">
          <Skeleton label="Preparing the payment…" />
        </div>
      )}
    </div>
  )
}
