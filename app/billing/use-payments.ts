import type { Stripe } from '@stripe/stripe-js'
import { useEffect, useState } from 'react'
import { loadPayments } from '#app/billing/load-payments.ts'

export type PaymentsSetup = { publishableKey: string; standInUrl: string | undefined }
export type Payments = { state: 'loading' | 'failed'; stripe: null } | { state: 'ready'; stripe: Stripe }

/** Stripe.js as a state: blockers and bad connections are common enough to deserve a sentence of their own. */
export function usePayments({ publishableKey, standInUrl }: PaymentsSetup): Payments {
  const [payments, setPayments] = useState<Payments>({ state: 'loading', stripe: null })
  useEffect(() => {
    let isShown = true
    loadPayments(publishableKey, standInUrl).then(
      (stripe) => isShown && setPayments(stripe ? { state: 'ready', stripe } : { state: 'failed', stripe: null }),
      () => isShown && setPayments({ state: 'failed', stripe: null }),
    )
    return () => {
      isShown = false
    }
  }, [publishableKey, standInUrl])
  return payments
}
