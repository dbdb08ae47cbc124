import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'

const settingsSchema = z.object({ web_checkout: z.enum(['elements', 'hosted']), promotion_codes: z.boolean() })

export type CheckoutSettings = z.infer<typeof settingsSchema>

/** Whether this site or Stripe's own page takes the payment, and whether a promotion code is asked for. */
export async function readCheckoutSettings(supabase: Supabase): Promise<CheckoutSettings> {
  const [settings] = await readRows('checkout_settings', settingsSchema, supabase.rpc('checkout_settings'))
  if (!settings) throw new Error('The database answered without checkout settings.')
  return settings
}
