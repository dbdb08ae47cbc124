import type { Stripe } from '@stripe/stripe-js'
import { useState } from 'react'
import type { PayReply } from '#app/billing/answer-pay.server.ts'
import { describePaymentError } from '#app/billing/describe-payment-error.ts'
import type { Offline } from '#app/billing/or-offline.ts'
import { useAsk } from '#app/billing/use-ask.ts'

export type InvoiceProgress = 'open' | 'paid' | 'waiting'

// What was sent may have arrived, so this does not say that nothing was charged.
const lost =
  'We could not reach the server, so we do not know yet how the payment ended. Please try again: an invoice cannot be paid twice.'
const unfinished = 'The payment is not finished yet. Please try again, or choose another card.'

/** The steps that take the money of one invoice. Each answers with its fault as a sentence, or null. */
export function usePayInvoice(invoiceId: string) {
  const askServer = useAsk<() => Promise<PayReply | Offline>>()
  const [progress, setProgress] = useState<InvoiceProgress>('open')
  const ask = (intent: string, more = {}) => askServer({ intent, invoice_id: invoiceId, ...more })

  /** Asks our server what became of it; only then the page says "paid". */
  async function finish(): Promise<string | null> {
    const reply = await ask('finish')
    if (reply.kind !== 'finished') return describeReply(reply)
    setProgress(reply.status === 'paid' ? 'paid' : 'waiting')
    return null
  }

  async function authenticate(stripe: Stripe, clientSecret: string): Promise<string | null> {
    const { error } = await stripe.handleNextAction({ clientSecret })
    return error ? describePaymentError(error) : finish()
  }

  return {
    progress,
    finish,
    open: () => ask('open'),
    async payWithCard(stripe: Stripe, payment_method_id: string): Promise<string | null> {
      const reply = await ask('pay', { payment_method_id })
      if (reply.kind === 'payment') return authenticate(stripe, reply.clientSecret)
      if (reply.kind === 'sent') return finish()
      return settle(reply)
    },
    async confirmWithBank(stripe: Stripe): Promise<string | null> {
      const reply = await ask('open')
      if (reply.kind !== 'payment') return settle(reply)
      if (reply.status === 'succeeded' || reply.status === 'processing') return finish()
      return reply.status === 'requires_action' ? authenticate(stripe, reply.clientSecret) : unfinished
    },
    settle,
  }

  /** A reply that ends the step: it may have been paid elsewhere meanwhile. */
  function settle(reply: PayReply | Offline): string | null {
    if (reply.kind !== 'finished') return describeReply(reply)
    setProgress('paid')
    return null
  }
}

function describeReply(reply: PayReply | Offline): string {
  if (reply.kind === 'offline') return lost
  return reply.kind === 'refused' ? reply.message : unfinished
}
