import type { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { billingAnswers } from '#app/billing/billing-answers.server.ts'
import type { BillingBodies } from '#app/billing/billing-bodies.ts'
import { callFunction, type FunctionRefusal } from '#app/functions/call-function.server.ts'

type BillingCall = keyof typeof billingAnswers
export type BillingRefusal = FunctionRefusal
export type BillingResult<Call extends BillingCall> =
  | { ok: true; value: z.infer<(typeof billingAnswers)[Call]> }
  | BillingRefusal

/** A body may be left out where nothing in it is required. */
type BodyOf<Call extends BillingCall> =
  Record<string, never> extends BillingBodies[Call] ? [body?: BillingBodies[Call]] : [body: BillingBodies[Call]]

/**
 * Calls the `billing` function as the signed-in user, for example `callBilling(supabase, 'cards/remove', { payment_method_id })`.
 * Expected refusals come back as a code with its sentence; so does an outage (`store_unavailable`). Never throws.
 */
export function callBilling<Call extends BillingCall>(
  supabase: Supabase,
  call: Call,
  ...[body]: BodyOf<Call>
): Promise<BillingResult<Call>> {
  return callFunction(supabase, `billing/${call}`, billingAnswers[call], body ?? {}) as Promise<BillingResult<Call>>
}
