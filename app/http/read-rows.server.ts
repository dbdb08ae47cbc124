import { data } from '@remix-run/node'
import type { PostgrestError } from '@supabase/supabase-js'
import { z } from 'zod'

type Answer = { data: unknown; error: PostgrestError | null; status: number }

/**
 * The rows of a PostgREST answer, checked. Throws a 503 page when the database is away, and an error with the table's name
 * when it refused or when the shape is new.
 */
export async function readRows<Row>(table: string, schema: z.ZodType<Row>, query: PromiseLike<Answer>): Promise<Row[]> {
  const { data: rows, error, status } = await query
  if (!error) return z.array(schema).parse(rows)

  const cause = `Reading ${table} failed: ${status} ${error.code} ${error.message}`
  if (!isOutage(status)) throw new Error(cause)
  console.error(JSON.stringify({ level: 'error', event: 'database_unreachable', cause }))
  throw data(null, { status: 503 })
}

/** supabase-js gives status 0 when nobody answered; the others are what a gateway says on the database's behalf. */
function isOutage(status: number): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504
}
