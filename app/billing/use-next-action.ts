import type { PaymentIntent, Stripe } from '@stripe/stripe-js'
import { useEffect, useRef, useState } from 'react'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { loadPayments } from '#app/billing/load-payments.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'

/** `asking`: the bank has the word. `card`: another card is needed, `fault` says why. */
export type NextAction = { state: 'asking' } | { state: 'paid' } | { state: 'card'; fault: string }

const declined = 'Your card was declined. Please pay with another one.'

/** Finishes a payment that the server began with the saved card: asks for 3-D Secure where the bank wants it. */
export function useNextAction({ publishableKey, standInUrl }: PaymentsSetup, clientSecret: string): NextAction {
  const [next, setNext] = useState<NextAction>({ state: 'asking' })
  // A second run would open the bank's page twice.
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    loadPayments(publishableKey, standInUrl)
      .then((stripe) => finishPayment(stripe, clientSecret))
      .then(setNext, (cause) => {
        console.error(cause)
        setNext({ state: 'card', fault: describePaymentError(null) })
      })
  }, [publishableKey, standInUrl, clientSecret])
  return next
}

async function finishPayment(stripe: Stripe | null, clientSecret: string): Promise<NextAction> {
  if (!stripe) return { state: 'card', fault: describePaymentError(null) }
  const { paymentIntent, error } = await stripe.retrievePaymentIntent(clientSecret)
  if (error) return { state: 'card', fault: describePaymentError(error) }
  if (paymentIntent.status !== 'requires_action') return toNextAction(paymentIntent)

  const answer = await stripe.handleNextAction({ clientSecret })
  return answer.error
    ? { state: 'card', fault: describePaymentError(answer.error) }
    : toNextAction(answer.paymentIntent as PaymentIntent)
}

function toNextAction({ status, last_payment_error }: PaymentIntent): NextAction {
  if (status === 'succeeded' || status === 'processing') return { state: 'paid' }
  return { state: 'card', fault: last_payment_error ? describePaymentError(last_payment_error) : declined }
}
