import { useElements, useStripe } from '@stripe/react-stripe-js'
import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { useRef, useState } from 'react'

/** Sends the form's payment. Answers with the fault as a sentence, or null when something else is shown now. */
export type Pay = (stripe: Stripe, elements: StripeElements) => Promise<string | null>

/** One attempt to pay at a time, by card or by wallet, with its fault. Only inside `PaymentElements`. */
export function usePay(pay: Pay) {
  const stripe = useStripe()
  const elements = useElements()
  const [isPaying, setIsPaying] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  // State changes with the next render; a second click can come before it.
  const isUnderWay = useRef(false)

  async function start(): Promise<string | null> {
    if (!stripe || !elements || isUnderWay.current) return null
    isUnderWay.current = true
    setIsPaying(true)
    setFault(null)
    const found = await pay(stripe, elements)
    setFault(found)
    isUnderWay.current = false
    setIsPaying(false)
    return found
  }

  return { isReady: stripe !== null && elements !== null, isPaying, fault, setFault, start }
}
