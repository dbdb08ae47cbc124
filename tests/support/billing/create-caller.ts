import { expect } from 'vitest'
import type { createBillingRoutes } from '../../../supabase/functions/billing/routes.ts'
import { answerSchemas } from './answer-schemas.ts'

export type BillingCall = (
  userId: string | null,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: Record<string, unknown> }>

/** Calls a route as a user; an answer must have exactly the shape that the web parses. */
export function createCaller(routes: ReturnType<typeof createBillingRoutes>): BillingCall {
  return async (userId, path, body = {}) => {
    const response = await routes.request(`http://functions.test/billing/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(userId ? { authorization: `Bearer ${userId}` } : {}) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const answer = (await response.json()) as Record<string, unknown>
    if (response.status === 200) expect(answerSchemas[path]?.parse(answer)).toEqual(answer)
    return { status: response.status, body: answer }
  }
}
