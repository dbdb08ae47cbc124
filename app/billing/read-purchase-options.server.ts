import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { type AppErrorCode, appErrors } from '#domain/errors.ts'

const optionSchema = z.object({
  store: z.string(),
  plan_id: z.string(),
  allowed: z.boolean(),
  code: z.string().nullable(),
  trial_allowed: z.boolean(),
})

export type PurchaseOption = { planId: string; refusal: AppErrorCode | null; isTrialAllowed: boolean }

/** What the signed-in user may buy on this website now, and why not; the database's purchase guard decides. */
export async function readPurchaseOptions(supabase: Supabase): Promise<PurchaseOption[]> {
  const rows = await readRows('purchase_options', optionSchema, supabase.rpc('purchase_options'))
  return rows
    .filter(({ store }) => store === 'stripe')
    .map(({ plan_id, allowed, code, trial_allowed }) => ({
      planId: plan_id,
      refusal: allowed ? null : toCode(code),
      isTrialAllowed: trial_allowed,
    }))
}

function toCode(code: string | null): AppErrorCode {
  return code !== null && code in appErrors ? (code as AppErrorCode) : 'internal'
}
