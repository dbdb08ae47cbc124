import type { Context } from 'hono'
import type { z } from 'zod'
import { StoreError } from '../store-error.ts'

/** The body, checked; an empty body counts as {}. */
export async function readJson<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text()
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new StoreError('invalid_json', 'The body is not JSON.', 400)
  }
  return checkInput(schema, body)
}

export function checkInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new StoreError('invalid_input', `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'not valid'}`, 400)
}
