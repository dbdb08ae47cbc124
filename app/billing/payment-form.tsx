import { Form } from '@remix-run/react'
import { PaymentElement } from '@stripe/react-stripe-js'
import type { StripeExpressCheckoutElementOptions } from '@stripe/stripe-js'
import type { FormEvent, ReactNode } from 'react'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { PaymentDisclosure } from '#app/billing/payment-disclosure.tsx'
import { PaymentWallets } from '#app/billing/payment-wallets.tsx'
import { type Pay, usePay } from '#app/billing/use-pay.ts'
import { Button } from '#app/components/button.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'

type PaymentFormProps = {
  pay: Pay
  /** Says exactly what happens, with the amount. */
  payLabel: string
  pendingLabel?: string
  /** What the reader agrees to by pressing the button. */
  terms: string
  /** Given: wallets stand above the card, where the device has one. */
  wallets?: StripeExpressCheckoutElementOptions
  /** Told whether a saved card is chosen, or a new one is entered. */
  onMethodChange?: (isSaved: boolean) => void
  /** Further questions between the card and the button. */
  children?: ReactNode
}

const cardOptions = {
  // Our own sentences below the button say it, with the amounts.
  terms: { card: 'never', applePay: 'never', googlePay: 'never' },
  // They are above, as buttons of their own.
  wallets: { applePay: 'never', googlePay: 'never' },
} as const

/** Wallets, card and the button. A declined card keeps all of it: the same payment is confirmed again with another card. */
export function PaymentForm(props: PaymentFormProps) {
  const { pay, payLabel, pendingLabel = 'Paying…', terms, wallets, onMethodChange, children } = props
  const { isReady, isPaying, fault, setFault, start } = usePay(pay)

  function send(event: FormEvent) {
    event.preventDefault()
    start()
  }

  return (
    <div>
      {wallets ? <PaymentWallets options={wallets} onConfirm={start} /> : null}
      {/* Remix’s form makes its own address known at once: asked for at the first click, it could not be had without a network. */}
      <Form method="post" onSubmit={send} className="space-y-6">
        <PaymentElement
          options={wallets ? cardOptions : { terms: cardOptions.terms }}
          onChange={({ value }) => onMethodChange?.(value.payment_method !== undefined)}
          onLoadError={({ error }) => setFault(describePaymentError(error))}
        />
        {children}
        {fault ? <FocusedAlert tone="bad">{fault}</FocusedAlert> : null}
        <Button isWide isPending={isPaying || !isReady} pendingLabel={isPaying ? pendingLabel : undefined}>
          {payLabel}
        </Button>
        <p className="text-sm text-muted text-pretty">{terms}</p>
        <PaymentDisclosure />
      </Form>
    </div>
  )
}
