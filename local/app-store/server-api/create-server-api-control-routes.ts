import { Hono } from 'hono'
import { z } from 'zod'
import { readJson } from '../routes/read-json.ts'
import type { CallGate, CallLimits } from './call-limits.ts'

const callLimitsSchema = z.strictObject({
  refuse_next: z.number().int().min(0).optional(),
  retry_after_ms: z.number().int().min(0).optional(),
  fail_next: z.number().int().min(0).optional(),
  calls_per_second: z.number().int().min(1).nullable().optional(),
})

/** How the Server API behaves to its callers: `GET` says it, `PUT` changes what is named. */
export function createServerApiControlRoutes(gate: CallGate): Hono {
  const routes = new Hono()
  routes.get('/', (context) => context.json(describeLimits(gate.limits)))
  routes.put('/', async (context) => {
    const input = await readJson(context, callLimitsSchema)
    if (input.refuse_next !== undefined) gate.limits.refuseNext = input.refuse_next
    if (input.retry_after_ms !== undefined) gate.limits.retryAfterMs = input.retry_after_ms
    if (input.fail_next !== undefined) gate.limits.failNext = input.fail_next
    if (input.calls_per_second !== undefined) gate.limits.callsPerSecond = input.calls_per_second
    return context.json(describeLimits(gate.limits))
  })
  return routes
}

function describeLimits({ refuseNext, retryAfterMs, failNext, callsPerSecond }: CallLimits) {
  return {
    refuse_next: refuseNext,
    retry_after_ms: retryAfterMs,
    fail_next: failNext,
    calls_per_second: callsPerSecond,
  }
}
