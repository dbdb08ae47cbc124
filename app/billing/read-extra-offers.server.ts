import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { extraSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

const offerSchema = extraSchema.extend({ entitlements: z.array(z.string()) })

export type ExtraOffer = z.infer<typeof offerSchema>

/** What can be bought once, with the rights that it gives. The catalogue is public. */
export function readExtraOffers(supabase: Supabase): Promise<ExtraOffer[]> {
  return readRows('extras', offerSchema, supabase.from('extras').select(toColumns(offerSchema)).order('name'))
}
