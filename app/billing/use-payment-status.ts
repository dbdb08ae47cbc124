import { useEffect, useState } from 'react'
import type { PaymentStatus } from '#app/billing/decide-return-state.ts'
import { loadPayments } from '#app/billing/load-payments.ts'
import type { Order } from '#app/billing/payment-confirm.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'

/** What Stripe says about the reader's own payment; it is only told to the person, never believed by the server. */
export function usePaymentStatus({ publishableKey, standInUrl }: PaymentsSetup, order: Order | null): PaymentStatus {
  const { kind, clientSecret } = order ?? { kind: null, clientSecret: null }
  const [status, setStatus] = useState<PaymentStatus>(clientSecret ? null : 'none')
  useEffect(() => {
    if (!clientSecret) return
    setStatus(null)
    let isShown = true
    const show = (next: PaymentStatus) => isShown && setStatus(next)
    const read = async () => {
      const stripe = await loadPayments(publishableKey, standInUrl)
      if (kind === 'setup') return (await stripe?.retrieveSetupIntent(clientSecret))?.setupIntent?.status
      return (await stripe?.retrievePaymentIntent(clientSecret))?.paymentIntent?.status
    }
    read().then(
      (answer) => show(answer ?? 'unreadable'),
      () => show('unreadable'),
    )
    return () => {
      isShown = false
    }
  }, [publishableKey, standInUrl, kind, clientSecret])
  return status
}
