import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { env } from '#app/env.server.ts'
import { fetchWithTimeout } from '#app/http/fetch-with-timeout.server.ts'
import { type AppErrorCode, appErrors } from '#domain/errors.ts'

/** Longer than for a page: a function asks the stores, and asks again after a 429. */
const patienceMs = 30_000

export type FunctionRefusal = { ok: false; code: AppErrorCode; message: string }
export type FunctionResult<Value> = { ok: true; value: Value } | FunctionRefusal

/**
 * Calls a function as the signed-in user and parses what it answers. Expected refusals come back as a code with its sentence;
 * so does an outage (`store_unavailable`). Never throws.
 */
export async function callFunction(
  supabase: Supabase,
  path: string,
  answer: z.ZodType,
  body: object,
): Promise<FunctionResult<unknown>> {
  const response = await postAsUser(supabase, path, body)
  if (!response) return refuse('store_unavailable')
  const content: unknown = await response.json().catch(() => null)
  if (!response.ok) return refuse(readCode(content))
  const { success, data } = answer.safeParse(content)
  return success ? { ok: true, value: data } : refuse('internal')
}

/** null when the function cannot be reached. */
async function postAsUser(supabase: Supabase, path: string, body: object): Promise<Response | null> {
  const { data } = await supabase.auth.getSession()
  const headers = {
    Authorization: `Bearer ${data.session?.access_token ?? ''}`,
    apikey: env.SUPABASE_PUBLISHABLE_KEY,
    'Content-Type': 'application/json',
  }
  const url = new URL(`/functions/v1/${path}`, env.SUPABASE_URL)
  try {
    return await fetchWithTimeout(url, { method: 'POST', headers, body: JSON.stringify(body) }, patienceMs)
  } catch (cause) {
    console.error(JSON.stringify({ level: 'error', event: 'function_unreachable', call: path, cause: String(cause) }))
    return null
  }
}

function readCode(content: unknown): AppErrorCode {
  const result = z.object({ code: z.enum(Object.keys(appErrors) as AppErrorCode[]) }).safeParse(content)
  return result.success ? result.data.code : 'internal'
}

function refuse(code: AppErrorCode): FunctionRefusal {
  return { ok: false, code, message: appErrors[code].message }
}
