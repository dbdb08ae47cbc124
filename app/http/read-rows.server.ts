import type { PostgrestError } from '@supabase/supabase-js'
import { z } from 'zod'

type Answer = { data: unknown; error: PostgrestError | null }

/** The rows of a PostgREST answer, checked; throws, with the table's name, when the database refused or the shape is new. */
export async function readRows<Row>(table: string, schema: z.ZodType<Row>, query: PromiseLike<Answer>): Promise<Row[]> {
  const { data, error } = await query
  if (error) throw new Error(`Reading ${table} failed: ${error.code} ${error.message}`)
  return z.array(schema).parse(data)
}
