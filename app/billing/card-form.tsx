import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import type { StripeError } from '@stripe/stripe-js'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'

/** A declined card keeps the form and the payment: the same payment is confirmed again with another card. */
export function CardForm({ payLabel, terms }: { payLabel: string; terms: string }) {
  const stripe = useStripe()
  const elements = useElements()
  const [isPaying, setIsPaying] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  // State changes with the next render; a second click can come before it.
  const isUnderWay = useRef(false)
  const faultBox = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (fault) faultBox.current?.focus()
  }, [fault])

  async function pay(event: FormEvent) {
    event.preventDefault()
    if (!stripe || !elements || isUnderWay.current) return
    isUnderWay.current = true
    setIsPaying(true)
    setFault(null)
    const returnUrl = new URL('/subscribe/return', window.location.href).href
    // Comes back only with an error: on success the browser is on its way to the return page.
    const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: returnUrl } })
    isUnderWay.current = false
    setIsPaying(false)
    setFault(describePaymentError(error))
  }

  return (
    <form onSubmit={pay} className="space-y-6">
      <PaymentElement onLoadError={({ error }) => setFault(describePaymentError(error))} />
      {fault ? (
        <div ref={faultBox} tabIndex={-1}>
          <Alert tone="bad">{fault}</Alert>
        </div>
      ) : null}
      <Button isWide isPending={isPaying || !stripe} pendingLabel={isPaying ? 'Paying…' : undefined}>
        {payLabel}
      </Button>
      <p className="text-sm text-muted text-pretty">{terms}</p>
    </form>
  )
}

/** Stripe writes these two kinds for the person who pays; every other message is for developers. */
function describePaymentError(error: StripeError): string {
  const isForPeople = error.type === 'card_error' || error.type === 'validation_error'
  return (isForPeople && error.message) || 'The payment could not be sent. Nothing was charged. Please try again.'
}
