import type { Supabase } from '#app/auth/supabase.server.ts'
import { callBilling } from '#app/billing/call-billing.server.ts'

export type RefreshReply = { kind: 'refreshed'; refusal: 'trial_used' | null }

/** Asks Stripe now. Safe to repeat; a failure is no answer of its own, because the webhook says the same a little later. */
export async function refresh(supabase: Supabase): Promise<RefreshReply> {
  const result = await callBilling(supabase, 'refresh')
  return { kind: 'refreshed', refusal: result.ok ? result.value.refusal : null }
}
