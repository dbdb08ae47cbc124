import type { PaymentIntent, Stripe } from '@stripe/stripe-js'
import { useEffect, useRef, useState } from 'react'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { loadPayments } from '#app/billing/load-payments.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'

/** `asking`: the bank has the word. `card`: another card is needed, `fault` says why; `due` is null when Stripe did not say. */
export type NextAction =
  | { state: 'asking' }
  | { state: 'paid' }
  | { state: 'card'; fault: string; due: { amount: number; currency: string } | null }

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
        setNext(askForCard(null))
      })
  }, [publishableKey, standInUrl, clientSecret])
  return next
}

async function finishPayment(stripe: Stripe | null, clientSecret: string): Promise<NextAction> {
  if (!stripe) return askForCard(null)
  const { paymentIntent, error } = await stripe.retrievePaymentIntent(clientSecret)
  if (error) return askForCard(error)
  if (paymentIntent.status !== 'requires_action') return toNextAction(paymentIntent)

  const answer = await stripe.handleNextAction({ clientSecret })
  return answer.error ? askForCard(answer.error, paymentIntent) : toNextAction(answer.paymentIntent as PaymentIntent)
}

function toNextAction(intent: PaymentIntent): NextAction {
  if (intent.status === 'succeeded' || intent.status === 'processing') return { state: 'paid' }
  const { last_payment_error } = intent
  return last_payment_error
    ? askForCard(last_payment_error, intent)
    : { state: 'card', fault: declined, due: toDue(intent) }
}

function askForCard(
  error: Parameters<typeof describePaymentError>[0],
  intent: PaymentIntent | null = null,
): NextAction {
  return { state: 'card', fault: describePaymentError(error), due: toDue(intent) }
}

const toDue = (intent: PaymentIntent | null) => intent && { amount: intent.amount, currency: intent.currency }
