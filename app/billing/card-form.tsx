import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { type FormEvent, useRef, useState } from 'react'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { Button } from '#app/components/button.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'

/** A declined card keeps the form and the payment: the same payment is confirmed again with another card. */
export function CardForm({ payLabel, terms }: { payLabel: string; terms: string }) {
  const stripe = useStripe()
  const elements = useElements()
  const [isPaying, setIsPaying] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  // State changes with the next render; a second click can come before it.
  const isUnderWay = useRef(false)

  async function pay(event: FormEvent) {
    event.preventDefault()
    if (!stripe || !elements || isUnderWay.current) return
    isUnderWay.current = true
    setIsPaying(true)
    setFault(null)
    setFault(await confirmPayment(stripe, elements))
    isUnderWay.current = false
    setIsPaying(false)
  }

  return (
    <form onSubmit={pay} className="space-y-6">
      <PaymentElement onLoadError={({ error }) => setFault(describePaymentError(error))} />
      {fault ? <FocusedAlert tone="bad">{fault}</FocusedAlert> : null}
      <Button isWide isPending={isPaying || !stripe} pendingLabel={isPaying ? 'Paying…' : undefined}>
        {payLabel}
      </Button>
      <p className="text-sm text-muted text-pretty">{terms}</p>
    </form>
  )
}

/** Comes back only with a fault: on success the browser is on its way to the return page. */
async function confirmPayment(stripe: Stripe, elements: StripeElements): Promise<string> {
  const returnUrl = new URL('/subscribe/return', window.location.href).href
  try {
    const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: returnUrl } })
    return describePaymentError(error)
  } catch (cause) {
    console.error(cause)
    return describePaymentError(null)
  }
}
