import { data } from '@remix-run/node'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { type BillingRefusal, callBilling } from '#app/billing/call-billing.server.ts'

export type PayReply =
  | { kind: 'payment'; clientSecret: string; status: string }
  | { kind: 'sent' }
  | { kind: 'finished'; status: string }
  | { kind: 'refused'; code: BillingRefusal['code']; message: string }

/** What the page of an open payment asks. The billing function checks that invoice and card are the reader's own. */
export async function answerPay(supabase: Supabase, form: FormData): Promise<PayReply> {
  const invoice_id = String(form.get('invoice_id') ?? '')
  switch (form.get('intent')) {
    case 'open':
      return open(supabase, invoice_id)
    case 'pay':
      return pay(supabase, invoice_id, String(form.get('payment_method_id') ?? ''))
    case 'finish':
      return finish(supabase, invoice_id)
    default:
      throw data(null, { status: 400 })
  }
}

async function open(supabase: Supabase, invoice_id: string): Promise<PayReply> {
  const result = await callBilling(supabase, 'invoices/payment', { invoice_id })
  if (!result.ok) return refuse(result)
  return { kind: 'payment', clientSecret: result.value.client_secret, status: result.value.payment_status }
}

async function pay(supabase: Supabase, invoice_id: string, payment_method_id: string): Promise<PayReply> {
  const result = await callBilling(supabase, 'invoices/pay', { invoice_id, payment_method_id })
  if (!result.ok) return refuse(result)
  if (result.value.kind === 'done') return { kind: 'sent' }
  return { kind: 'payment', clientSecret: result.value.client_secret, status: 'requires_action' }
}

/** Makes the card that was used the default one, and reads the invoice again. */
async function finish(supabase: Supabase, invoice_id: string): Promise<PayReply> {
  const result = await callBilling(supabase, 'invoices/finish', { invoice_id })
  return result.ok ? { kind: 'finished', status: result.value.status } : refuse(result)
}

/** Paid in another tab, or by Stripe's own next attempt: that is the end that was wanted. */
function refuse({ code, message }: BillingRefusal): PayReply {
  return code === 'invoice_already_paid' ? { kind: 'finished', status: 'paid' } : { kind: 'refused', code, message }
}
