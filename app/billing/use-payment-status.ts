import { useEffect, useState } from 'react'
import type { PaymentStatus } from '#app/billing/decide-return-state.ts'
import { loadPayments } from '#app/billing/load-payments.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'

/** What Stripe says about the payment in the address; it is only told to the person, never believed by the server. */
export function usePaymentStatus(
  { publishableKey, standInUrl }: PaymentsSetup,
  clientSecret: string | null,
): PaymentStatus {
  const [status, setStatus] = useState<PaymentStatus>(clientSecret ? null : 'none')
  useEffect(() => {
    if (!clientSecret) return
    let isShown = true
    const show = (next: PaymentStatus) => isShown && setStatus(next)
    loadPayments(publishableKey, standInUrl)
      .then((stripe) => stripe?.retrievePaymentIntent(clientSecret))
      .then(
        (answer) => show(answer?.paymentIntent?.status ?? 'unreadable'),
        () => show('unreadable'),
      )
    return () => {
      isShown = false
    }
  }, [publishableKey, standInUrl, clientSecret])
  return status
}
