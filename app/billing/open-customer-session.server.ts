import type { Supabase } from '#app/auth/supabase.server.ts'
import { callBilling } from '#app/billing/call-billing.server.ts'
import type { SessionAnswer } from '#app/billing/use-customer-session.ts'

/** Lets Stripe's form offer the reader's saved cards. Without it a new card can be entered: a refusal is no fault. */
export async function openCustomerSession(supabase: Supabase): Promise<SessionAnswer> {
  const result = await callBilling(supabase, 'session')
  return { kind: 'session', clientSecret: result.ok ? result.value.customer_session_client_secret : null }
}
