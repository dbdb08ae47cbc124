import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { env } from '#app/env.server.ts'
import { fetchWithTimeout } from '#app/http/fetch-with-timeout.server.ts'
import { type AppErrorCode, appErrors } from '#domain/errors.ts'

const answers = {
  subscribe: z.object({ subscription_id: z.string(), client_secret: z.string().nullable(), status: z.string() }),
  cancel: z.object({ will_renew: z.boolean(), expires_at: z.string() }),
  resume: z.object({ will_renew: z.boolean(), expires_at: z.string() }),
  refresh: z.object({ status: z.string().nullable() }),
}

type BillingCall = keyof typeof answers
export type BillingRefusal = { ok: false; code: AppErrorCode; message: string }
export type BillingResult<Call extends BillingCall> =
  | { ok: true; value: z.infer<(typeof answers)[Call]> }
  | BillingRefusal

/** Calls the `billing` function as the signed-in user. Expected refusals come back as a code with its sentence. */
export async function callBilling<Call extends BillingCall>(
  supabase: Supabase,
  call: Call,
  body: Record<string, string> = {},
): Promise<BillingResult<Call>> {
  const response = await postAsUser(supabase, call, body)
  if (!response) return refuse('store_unavailable')
  const content: unknown = await response.json().catch(() => null)
  if (!response.ok) return refuse(readCode(content))

  const answer = answers[call].safeParse(content)
  if (!answer.success) return refuse('internal')
  return { ok: true, value: answer.data as z.infer<(typeof answers)[Call]> }
}

/** null when the function cannot be reached. */
async function postAsUser(
  supabase: Supabase,
  call: BillingCall,
  body: Record<string, string>,
): Promise<Response | null> {
  const { data } = await supabase.auth.getSession()
  const headers = {
    Authorization: `Bearer ${data.session?.access_token ?? ''}`,
    apikey: env.SUPABASE_PUBLISHABLE_KEY,
    'Content-Type': 'application/json',
  }
  const url = new URL(`/functions/v1/billing/${call}`, env.SUPABASE_URL)
  try {
    return await fetchWithTimeout(url, { method: 'POST', headers, body: JSON.stringify(body) })
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
