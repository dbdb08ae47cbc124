import { useState } from 'react'
import type { BuyReply } from '#app/billing/answer-buy.server.ts'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import { type Offline, offlineSentence } from '#app/billing/or-offline.ts'
import { confirmPayment } from '#app/billing/payment-confirm.ts'
import { PaymentElements } from '#app/billing/payment-elements.tsx'
import { PaymentForm } from '#app/billing/payment-form.tsx'
import type { ExtraPage } from '#app/billing/read-extra-page.server.ts'
import { type SaveCard, SaveCardChoice } from '#app/billing/save-card-choice.tsx'
import { useAsk } from '#app/billing/use-ask.ts'
import { useCustomerSession } from '#app/billing/use-customer-session.ts'
import type { Pay } from '#app/billing/use-pay.ts'
import { Skeleton } from '#app/components/skeleton.tsx'

const wallets = { buttonType: { applePay: 'buy', googlePay: 'buy' }, buttonHeight: 48 } as const
const repriced = 'The price has changed meanwhile. Nothing was charged. Please load this page again.'

/** Pays for an extra once. The amount comes from the database, twice: for the page, and again for the payment. */
export function BuyExtra({ page }: { page: ExtraPage }) {
  const { extra, setup } = page
  const ask = useAsk<() => Promise<BuyReply | Offline>>()
  const session = useCustomerSession(page.hasCards)
  const [wish, setWish] = useState<SaveCard>('no')
  // Offered first where there is one; a card that is saved is not saved again.
  const [isSavedCard, setIsSavedCard] = useState(page.hasCards)
  const saveCard = isSavedCard ? 'no' : wish

  const pay: Pay = async (stripe, elements) => {
    const { error } = await elements.submit()
    if (error) return describePaymentError(error)
    const reply = await ask({ intent: 'buy', save_card: saveCard })
    if (reply.kind === 'offline') return offlineSentence
    if (reply.kind === 'refused') return reply.message
    if (reply.amount !== extra.amount || reply.currency !== extra.currency) return repriced
    return confirmPayment(stripe, elements, reply, '/extras/return')
  }

  if (session === undefined) return <Skeleton label="Loading your cards…" />
  const options = {
    mode: 'payment' as const,
    amount: extra.amount,
    currency: extra.currency,
    setupFutureUsage: saveCard === 'no' ? null : saveCard,
    ...(session && { customerSessionClientSecret: session }),
  }
  return (
    <PaymentElements setup={setup} options={options}>
      <PaymentForm
        pay={pay}
        payLabel={`Pay ${extra.price}`}
        terms={`${extra.price} is charged once. There is no subscription and nothing renews.`}
        wallets={wallets}
        onMethodChange={setIsSavedCard}
      >
        {isSavedCard ? null : <SaveCardChoice value={wish} onChange={setWish} />}
      </PaymentForm>
    </PaymentElements>
  )
}
