import { Elements } from '@stripe/react-stripe-js'
import { CardForm } from '#app/billing/card-form.tsx'
import { type PaymentsSetup, usePayments } from '#app/billing/use-payments.ts'
import { useStripeAppearance } from '#app/billing/use-stripe-appearance.ts'
import { Alert } from '#app/components/alert.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'

type PaymentFormProps = { setup: PaymentsSetup; clientSecret: string; payLabel: string; terms: string }

/** Stripe's card form for one payment. Card data goes from its frame to Stripe and never to us. */
export function PaymentForm({ setup, clientSecret, payLabel, terms }: PaymentFormProps) {
  const payments = usePayments(setup)
  const appearance = useStripeAppearance()
  if (payments.state === 'failed') {
    return (
      <Alert tone="bad">
        The card form could not be loaded. If you use a content blocker, allow js.stripe.com, then load this page again.
      </Alert>
    )
  }
  if (payments.state === 'loading' || !appearance) return <Skeleton label="Loading the card form…" />
  return (
    <Elements stripe={payments.stripe} options={{ clientSecret, appearance }}>
      <CardForm payLabel={payLabel} terms={terms} />
    </Elements>
  )
}
