import type { Context } from 'hono'
import { z } from 'zod'
import { checkInput } from './read-json.ts'

/** Any name will do: nobody signs in to the simulated Apple Account. */
export const appleAccountSchema = z.string().trim().min(1).max(100)

export function readAppleAccount(context: Context): string {
  return checkInput(appleAccountSchema, context.req.query('apple_account') ?? '')
}
