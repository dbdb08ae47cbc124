import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { billingAnswers } from '#app/billing/billing-answers.server.ts'
import type { BillingBodies } from '#app/billing/billing-bodies.ts'
import { env } from '#app/env.server.ts'
import { fetchWithTimeout } from '#app/http/fetch-with-timeout.server.ts'
import { type AppErrorCode, appErrors } from '#domain/errors.ts'

/** Longer than for a page: the function asks Stripe, and asks again after a 429. */
const patienceMs = 30_000

type BillingCall = keyof typeof billingAnswers
export type BillingRefusal = { ok: false; code: AppErrorCode; message: string }
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
export async function callBilling<Call extends BillingCall>(
  supabase: Supabase,
  call: Call,
  ...[body]: BodyOf<Call>
): Promise<BillingResult<Call>> {
  const response = await postAsUser(supabase, call, body ?? {})
  if (!response) return refuse('store_unavailable')
  const content: unknown = await response.json().catch(() => null)
  if (!response.ok) return refuse(readCode(content))

  const answer = billingAnswers[call].safeParse(content)
  if (!answer.success) return refuse('internal')
  return { ok: true, value: answer.data as z.infer<(typeof billingAnswers)[Call]> }
}

/** null when the function cannot be reached. */
async function postAsUser(supabase: Supabase, call: BillingCall, body: object): Promise<Response | null> {
  const { data } = await supabase.auth.getSession()
  const headers = {
    Authorization: `Bearer ${data.session?.access_token ?? ''}`,
    apikey: env.SUPABASE_PUBLISHABLE_KEY,
    'Content-Type': 'application/json',
  }
  const url = new URL(`/functions/v1/billing/${call}`, env.SUPABASE_URL)
  try {
    return await fetchWithTimeout(url, { method: 'POST', headers, body: JSON.stringify(body) }, patienceMs)
  } catch (cause) {
    console.error(JSON.stringify({ level: 'error', event: 'billing_unreachable', call, cause: String(cause) }))
    return null
  }
}

function readCode(content: unknown): AppErrorCode {
  const result = z.object({ code: z.enum(Object.keys(appErrors) as AppErrorCode[]) }).safeParse(content)
  return result.success ? result.data.code : 'internal'
}

function refuse(code: AppErrorCode): BillingRefusal {
  return { ok: false, code, message: appErrors[code].message }
}
