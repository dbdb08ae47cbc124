import { useEffect, useRef, useState } from 'react'
import type { PayReply } from '#app/billing/answer-pay.server.ts'
import type { OpenInvoice } from '#app/billing/describe-open-invoice.ts'
import type { Offline } from '#app/billing/or-offline.ts'
import { confirmHere } from '#app/billing/payment-confirm.ts'
import { PaymentElements } from '#app/billing/payment-elements.tsx'
import { PaymentForm } from '#app/billing/payment-form.tsx'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'

type NewCardPaymentProps = {
  setup: PaymentsSetup
  invoice: OpenInvoice
  open: () => Promise<PayReply | Offline>
  /** For replies that are no payment: the fault as a sentence, or null when there is nothing left to pay. */
  settle: (reply: PayReply | Offline) => string | null
  finish: () => Promise<string | null>
}

/** Pays the invoice with a card that is entered now. The payment is asked for by script, when this choice is made. */
export function NewCardPayment({ setup, invoice, open, settle, finish }: NewCardPaymentProps) {
  const [secret, setSecret] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const isAsked = useRef(false)

  async function ask() {
    setFault(null)
    const reply = await open()
    if (reply.kind === 'payment') setSecret(reply.clientSecret)
    else setFault(settle(reply))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when this choice is made.
  useEffect(() => {
    if (!isAsked.current) ask()
    isAsked.current = true
  }, [])

  if (fault) {
    return (
      <div className="space-y-4">
        <Alert tone="bad">{fault}</Alert>
        <Button type="button" onClick={ask}>
          Try again
        </Button>
      </div>
    )
  }
  if (secret === null) return <Skeleton label="Preparing the payment…" />
  return (
    <PaymentElements setup={setup} options={{ clientSecret: secret }}>
      <PaymentForm
        pay={async (stripe, elements) => (await confirmHere(stripe, elements, `/pay/${invoice.id}`)) ?? finish()}
        payLabel={`Pay ${invoice.amount}`}
        terms="The card becomes the default card of your account and is charged for your next payments, until you choose another one or end the subscription."
      />
    </PaymentElements>
  )
}
