import type { z } from 'zod'
import { AppError } from '../domain/errors.ts'

/** The request's body as the schema describes it; throws `invalid_request` when it is not JSON or not that shape. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const body = await request.json().catch((cause: unknown) => {
    throw new AppError('invalid_request', { cause })
  })
  const result = schema.safeParse(body)
  if (!result.success) throw new AppError('invalid_request', { cause: result.error })
  return result.data
}
