import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { offlineSentence } from '#app/billing/or-offline.ts'
import { confirmPayment } from '#app/billing/payment-confirm.ts'
import { PaymentElements } from '#app/billing/payment-elements.tsx'
import { PaymentForm } from '#app/billing/payment-form.tsx'
import { useAsk } from '#app/billing/use-ask.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import type { clientAction } from '#app/routes/account_.cards_.add.tsx'

type AddCardFormProps = { setup: PaymentsSetup; currency: string }

/** Stripe's card form without a payment. The SetupIntent is opened when the button is pressed: a visit leaves nothing behind. */
export function AddCardForm({ setup, currency }: AddCardFormProps) {
  const ask = useAsk<typeof clientAction>()

  async function save(stripe: Stripe, elements: StripeElements): Promise<string | null> {
    const { error } = await elements.submit()
    if (error) return describePaymentError(error)
    const answer = await ask({ intent: 'start' })
    if (answer.kind === 'offline') return offlineSentence
    if (answer.kind === 'refused') return answer.text
    return confirmPayment(stripe, elements, { kind: 'setup', clientSecret: answer.clientSecret }, '/account/cards/add')
  }

  return (
    <PaymentElements setup={setup} options={{ mode: 'setup', currency, setupFutureUsage: 'off_session' }}>
      <PaymentForm
        pay={save}
        payLabel="Save card"
        pendingLabel="Saving…"
        terms="Nothing is charged now. You allow us to charge this card for your subscription when it is your default card."
      />
    </PaymentElements>
  )
}
