import type { Context } from 'hono'
import { z } from 'zod'
import { IdentityError } from './identity-error.ts'

/** A JSON body, checked. */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => null)
  return check(schema, body)
}

/** The fields of a form, checked; a file counts as nothing. */
export async function readForm<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const fields = Object.entries(await c.req.parseBody()).filter(([, value]) => typeof value === 'string')
  return check(schema, Object.fromEntries(fields))
}

export function check<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new IdentityError('invalid_request', z.prettifyError(result.error))
}
