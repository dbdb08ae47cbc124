import { Form } from '@remix-run/react'
import type { Stripe } from '@stripe/stripe-js'
import { type FormEvent, useRef, useState } from 'react'
import { type PaymentsSetup, usePayments } from '#app/billing/use-payments.ts'
import { Button } from '#app/components/button.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'

type SavedCardPaymentProps = {
  setup: PaymentsSetup
  label: string
  pay: (stripe: Stripe) => Promise<string | null>
  variant?: 'primary' | 'secondary'
}

/** One button that pays without a form: with a saved card, or by what the bank asks for. Stripe.js shows the bank's window. */
export function SavedCardPayment({ setup, label, pay, variant }: SavedCardPaymentProps) {
  const payments = usePayments(setup)
  const [isPaying, setIsPaying] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const isUnderWay = useRef(false)

  async function start(event: FormEvent) {
    event.preventDefault()
    if (!payments.stripe || isUnderWay.current) return
    isUnderWay.current = true
    setIsPaying(true)
    setFault(null)
    setFault(await pay(payments.stripe))
    isUnderWay.current = false
    setIsPaying(false)
  }

  const failed =
    'Stripe could not be loaded. If you use a content blocker, allow js.stripe.com, then load this page again.'
  const shown = payments.state === 'failed' ? failed : fault
  return (
    <Form method="post" onSubmit={start} className="space-y-4">
      {shown ? <FocusedAlert tone="bad">{shown}</FocusedAlert> : null}
      <Button
        variant={variant}
        isWide
        isPending={isPaying || !payments.stripe}
        pendingLabel={isPaying ? 'Paying…' : undefined}
      >
        {label}
      </Button>
    </Form>
  )
}
