import { useState } from 'react'
import type { BillingRefusal } from '#app/billing/call-billing.server.ts'
import type { Offer } from '#app/billing/describe-offer.ts'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { type Offline, offlineSentence } from '#app/billing/or-offline.ts'
import { confirmPayment, type Order } from '#app/billing/payment-confirm.ts'
import { PaymentElements } from '#app/billing/payment-elements.tsx'
import { PaymentForm } from '#app/billing/payment-form.tsx'
import { isFinal, RefusalCard } from '#app/billing/refusal-card.tsx'
import { toElementsOptions } from '#app/billing/to-elements-options.ts'
import { toWalletOptions } from '#app/billing/to-wallet-options.ts'
import { useAsk } from '#app/billing/use-ask.ts'
import { useCustomerSession } from '#app/billing/use-customer-session.ts'
import type { Pay } from '#app/billing/use-pay.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import { Skeleton } from '#app/components/skeleton.tsx'

export type SubscribeReply = Order | { kind: 'refused'; code: BillingRefusal['code']; message: string }

type SubscribeFormProps = { setup: PaymentsSetup; siteUrl: string; offer: Offer; hasCards: boolean }

/**
 * The form comes before the payment: nothing is opened at Stripe until the button is pressed.
 * https://docs.stripe.com/payments/accept-a-payment-deferred?type=subscription
 */
export function SubscribeForm({ setup, siteUrl, offer, hasCards }: SubscribeFormProps) {
  const ask = useAsk<() => Promise<SubscribeReply | Offline>>()
  const session = useCustomerSession(hasCards)
  const [refusal, setRefusal] = useState<BillingRefusal['code'] | null>(null)

  const pay: Pay = async (stripe, elements) => {
    const { error } = await elements.submit()
    if (error) return describePaymentError(error)
    const isTrial = offer.trialDays > 0
    const reply = await ask({
      intent: 'subscribe',
      trial: isTrial ? 'yes' : 'no',
      promotion_code: offer.discount?.code ?? '',
    })
    if (reply.kind === 'offline') return offlineSentence
    if (reply.kind === 'refused' && !isFinal(reply.code)) return reply.message
    // The trial was used up since the page was opened. Who pressed "free" must not be charged.
    const isTrialGone = isTrial && reply.kind === 'payment'
    if (reply.kind !== 'refused' && !isTrialGone) return confirmPayment(stripe, elements, reply, '/subscribe/return')
    setRefusal(reply.kind === 'refused' ? reply.code : 'trial_used')
    return null
  }

  if (session === undefined) return <Skeleton label="Loading your cards…" />
  return (
    <>
      {refusal ? <RefusalCard code={refusal} planId={offer.planId} onRetry={() => setRefusal(null)} /> : null}
      {/* Kept while a refusal is shown: what was typed is still there when the reader tries again. */}
      <div hidden={refusal !== null}>
        <PaymentElements setup={setup} options={toElementsOptions(offer, session)}>
          <PaymentForm
            pay={pay}
            payLabel={offer.payLabel}
            pendingLabel={offer.pendingLabel}
            terms={offer.terms}
            wallets={toWalletOptions(offer, siteUrl)}
          />
        </PaymentElements>
      </div>
    </>
  )
}
