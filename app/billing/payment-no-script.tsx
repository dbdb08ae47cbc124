import { Alert } from '#app/components/alert.tsx'

/** Without scripts the card form never comes. */
export function PaymentNoScript() {
  return (
    <noscript>
      <Alert tone="warning">Paying by card needs JavaScript, because the card form comes from Stripe.</Alert>
    </noscript>
  )
}
