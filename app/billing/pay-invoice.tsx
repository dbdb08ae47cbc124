import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CardWords } from '#app/billing/describe-card.ts'
import type { OpenInvoice } from '#app/billing/describe-open-invoice.ts'
import { NewCardPayment } from '#app/billing/new-card-payment.tsx'
import { PaidStatus } from '#app/billing/paid-status.tsx'
import { SavedCardPayment } from '#app/billing/saved-card-payment.tsx'
import { usePayInvoice } from '#app/billing/use-pay-invoice.ts'
import type { PaymentsSetup } from '#app/billing/use-payments.ts'
import { ChoiceList } from '#app/components/choice-list.tsx'

type PayInvoiceProps = {
  setup: PaymentsSetup
  invoice: OpenInvoice
  cards: CardWords[]
  firstCardId: string | null
  isBack: boolean
  /** Above the form, until it is paid. */
  children: ReactNode
}

const newCard = 'new'

/** Takes the money of one open invoice: by the bank's confirmation, with a saved card or with a new one. */
export function PayInvoice({ setup, invoice, cards, firstCardId, isBack, children }: PayInvoiceProps) {
  const steps = usePayInvoice(invoice.id)
  const [chosen, setChosen] = useState(firstCardId ?? newCard)
  useFinishOnce(isBack, steps.finish)
  if (steps.progress !== 'open') return <PaidStatus progress={steps.progress} onAskAgain={steps.finish} />
  return (
    <>
      {children}
      <div className="space-y-8">
        {invoice.asksForConfirmation ? (
          <SavedCardPayment setup={setup} label="Confirm with your bank" pay={steps.confirmWithBank} />
        ) : null}
        {cards.length > 0 ? (
          <ChoiceList
            legend={invoice.asksForConfirmation ? 'Or pay with' : 'Pay with'}
            name="card"
            value={chosen}
            onChange={setChosen}
            choices={[
              ...cards.map(({ id, name, expiry }) => ({ value: id, label: name, hint: expiry })),
              { value: newCard, label: 'Another card' },
            ]}
          />
        ) : null}
        {chosen === newCard ? (
          <NewCardPayment setup={setup} invoice={invoice} {...steps} />
        ) : (
          <SavedCardPayment
            key={chosen}
            setup={setup}
            label={`Pay ${invoice.amount}`}
            variant={invoice.asksForConfirmation ? 'secondary' : 'primary'}
            pay={(stripe) => steps.payWithCard(stripe, chosen)}
          />
        )}
      </div>
    </>
  )
}

/** Back from a bank's own page. */
function useFinishOnce(isBack: boolean, finish: () => Promise<string | null>): void {
  const isAsked = useRef(false)
  useEffect(() => {
    if (!isBack || isAsked.current) return
    isAsked.current = true
    finish()
  }, [isBack, finish])
}
