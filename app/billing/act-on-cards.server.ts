import { data } from '@remix-run/node'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { callBilling } from '#app/billing/call-billing.server.ts'

export type CardAnswer = { tone: 'good' | 'bad'; text: string }

const done = {
  default: 'This is your default card now. Your subscription is charged to it.',
  remove: 'The card is removed.',
}

/** Does what a button of a saved card asks for. Which cards are the reader's own, the billing function decides. */
export async function actOnCards(supabase: Supabase, form: FormData): Promise<CardAnswer> {
  const intent = form.get('intent')
  if (intent !== 'default' && intent !== 'remove') throw data(null, { status: 400 })
  const body = { payment_method_id: String(form.get('card') ?? '') }
  const result = await callBilling(supabase, `cards/${intent}`, body)
  return result.ok ? { tone: 'good', text: done[intent] } : { tone: 'bad', text: result.message }
}
