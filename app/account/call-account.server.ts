import type { z } from 'zod'
import { accountAnswers } from '#app/account/account-answers.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { callFunction, type FunctionResult } from '#app/functions/call-function.server.ts'

type Nothing = Record<string, never>

type AccountBodies = {
  delete: Nothing
  export: Nothing
  'apple-token': { refresh_token: string }
  'release-purchase': Nothing
  'claim-purchase': { code: string }
}

type AccountCall = keyof typeof accountAnswers
export type AccountResult<Call extends AccountCall> = FunctionResult<z.infer<(typeof accountAnswers)[Call]>>

/** Calls the `account` function as the signed-in user, as `callBilling` calls the other one. Never throws. */
export function callAccount<Call extends AccountCall>(
  supabase: Supabase,
  call: Call,
  body: AccountBodies[Call],
): Promise<AccountResult<Call>> {
  return callFunction(supabase, `account/${call}`, accountAnswers[call], body) as Promise<AccountResult<Call>>
}
