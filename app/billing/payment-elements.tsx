import { Elements } from '@stripe/react-stripe-js'
import type { StripeElementsOptionsClientSecret, StripeElementsOptionsMode } from '@stripe/stripe-js'
import type { ReactNode } from 'react'
import { type PaymentsSetup, usePayments } from '#app/billing/use-payments.ts'
import { useStripeAppearance } from '#app/billing/use-stripe-appearance.ts'
import { Alert } from '#app/components/alert.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'

type PaymentElementsProps = {
  setup: PaymentsSetup
  /** With a client secret, or with the amount of a payment that is opened only when the button is pressed. */
  options: StripeElementsOptionsClientSecret | StripeElementsOptionsMode
  children: ReactNode
}

/** Stripe's form parts in our colours around `children`. Card data goes from its frames to Stripe and never to us. */
export function PaymentElements({ setup, options, children }: PaymentElementsProps) {
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
    <Elements stripe={payments.stripe} options={{ ...options, appearance }}>
      {children}
    </Elements>
  )
}
