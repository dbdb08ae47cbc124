import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { FinishInvoice } from '#app/billing/finish-invoice.tsx'
import { formatMoney } from '#app/billing/format-money.ts'
import { confirmPayment } from '#app/billing/payment-confirm.ts'
import { PaymentElements } from '#app/billing/payment-elements.tsx'
import { PaymentForm } from '#app/billing/payment-form.tsx'
import { PaymentNoScript } from '#app/billing/payment-no-script.tsx'
import { useNextAction } from '#app/billing/use-next-action.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import { Alert } from '#app/components/alert.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'

type FinishChangeProps = { setup: PaymentsSetup; clientSecret: string; invoiceId: string; plan: string; locale: string }

/** The saved card was not enough to pay for the new plan: the bank asks for more, or another card does it. */
export function FinishChange({ setup, clientSecret, invoiceId, plan, locale }: FinishChangeProps) {
  const next = useNextAction(setup, clientSecret)
  if (next.state === 'paid') return <FinishInvoice invoiceId={invoiceId} />

  const returnPath = `/account/change-plan?invoice=${encodeURIComponent(invoiceId)}`
  const pay = (stripe: Stripe, elements: StripeElements) =>
    confirmPayment(stripe, elements, { kind: 'payment', clientSecret }, returnPath)
  return (
    <div className="max-w-md space-y-6">
      <PaymentNoScript />
      {next.state === 'asking' ? (
        <Skeleton label="Your bank is being asked…" />
      ) : (
        <>
          <Alert tone="bad">{next.fault}</Alert>
          <PaymentElements setup={setup} options={{ clientSecret }}>
            <PaymentForm
              pay={pay}
              payLabel={`Pay ${next.due ? `${formatMoney(next.due.amount, next.due.currency, locale)} ` : ''}and change to ${plan}`}
              terms="You keep your plan until this is paid. The card becomes the one that your subscription is charged to."
            />
          </PaymentElements>
        </>
      )}
    </div>
  )
}
