import { data } from '@remix-run/node'
import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { type BillingRefusal, callBilling } from '#app/billing/call-billing.server.ts'
import { openCustomerSession } from '#app/billing/open-customer-session.server.ts'

export type BuyReply =
  | { kind: 'payment'; clientSecret: string; amount: number; currency: string }
  | { kind: 'refused'; code: BillingRefusal['code']; message: string }

const saveCardSchema = z.enum(['no', 'on_session', 'off_session'])

/** What the page of an extra asks: the payment, or the saved cards. The function finds the amount in the database. */
export async function answerBuy(supabase: Supabase, extraId: string, form: FormData) {
  switch (form.get('intent')) {
    case 'buy':
      return buy(supabase, extraId, form)
    case 'session':
      return openCustomerSession(supabase)
    default:
      throw data(null, { status: 400 })
  }
}

async function buy(supabase: Supabase, extraId: string, form: FormData): Promise<BuyReply> {
  const save_card = saveCardSchema.safeParse(form.get('save_card'))
  if (!save_card.success) throw data(null, { status: 400 })
  const result = await callBilling(supabase, 'extras/buy', { extra_id: extraId, save_card: save_card.data })
  if (!result.ok && result.code === 'extra_not_found') throw data(null, { status: 404 })
  if (!result.ok) return { kind: 'refused', code: result.code, message: result.message }
  const { client_secret, amount, currency } = result.value
  return { kind: 'payment', clientSecret: client_secret, amount, currency }
}
