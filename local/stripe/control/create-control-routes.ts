import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { StripeControl } from './create-control.ts'

const clockStep = z.strictObject({
  advance_seconds: z.number().int().nonnegative().optional(),
  advance_months: z.number().int().nonnegative().max(120).optional(),
})

const faults = z.strictObject({
  answer_delay_ms: z.number().int().nonnegative().max(60_000).optional(),
  failure: z
    .strictObject({
      status: z.union([z.number().int().min(400).max(599), z.literal('dropped')]),
      count: z.number().int().positive(),
      when: z.enum(['before', 'after']).default('before'),
    })
    .nullable()
    .optional(),
})

/** JSON for tests: they never have to wait for time or for a delivery. */
export function createControlRoutes(control: StripeControl): Hono {
  const routes = new Hono()
  routes.post('/control/clock', async (c) => {
    const step = clockStep.safeParse(await readJson(c))
    if (!step.success) return refuse(c, step.error)
    return c.json(await control.advanceClock(step.data))
  })
  routes.get('/control/state', (c) => c.json({ now: control.now(), ...control.readState() }))
  routes.post('/control/settle', async (c) => c.json({ all_delivered: await control.settle() }))
  routes.post('/control/events/:id/resend', async (c) => {
    const id = c.req.param('id')
    if (!control.readState().events[id]) return c.json({ error: `No such event: ${id}` }, 404)
    await control.resendEvent(id)
    return c.json(control.readState().events[id]?.delivery)
  })
  routes.post('/control/deliveries', async (c) => {
    const wanted = z.strictObject({ paused: z.boolean() }).safeParse(await readJson(c))
    if (!wanted.success) return refuse(c, wanted.error)
    control.pauseDeliveries(wanted.data.paused)
    return c.json(wanted.data)
  })
  routes.post('/control/faults', async (c) => {
    const wanted = faults.safeParse(await readJson(c))
    if (!wanted.success) return refuse(c, wanted.error)
    const { answer_delay_ms, failure } = wanted.data
    control.setFaults({
      ...(answer_delay_ms !== undefined && { answerDelayMs: answer_delay_ms }),
      ...(failure !== undefined && { failure }),
    })
    return c.json(wanted.data)
  })
  return routes
}

const readJson = (c: Context): Promise<unknown> => c.req.json().catch(() => null)

const refuse = (c: Context, error: z.ZodError) => c.json({ error: z.prettifyError(error) }, 400)
