import { createClient } from '@supabase/supabase-js'
import { z } from 'zod'

const planSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  interval: z.enum(['month', 'year']),
  stripe_product_id: z.string(),
  stripe_lookup_key: z.string(),
})
export type SoldPlan = z.infer<typeof planSchema>

/** The price list as the project's own database has it: anybody may read it. */
export async function readPlans(supabase: { supabaseUrl: string; publishableKey: string }): Promise<SoldPlan[]> {
  const client = createClient(supabase.supabaseUrl, supabase.publishableKey, { auth: { persistSession: false } })
  const { data, error } = await client.from('plans').select('*').order('rank')
  if (error) throw new Error(`${supabase.supabaseUrl} does not give the plans: ${error.message}`)
  const plans = z.array(planSchema).parse(data)
  if (plans.length === 0) throw new Error(`${supabase.supabaseUrl} has no plans: have its migrations run?`)
  return plans
}
