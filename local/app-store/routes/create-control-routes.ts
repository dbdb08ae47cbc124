import { Hono } from 'hono'
import { z } from 'zod'
import { StoreError } from '../store-error.ts'
import type { StoreControl } from './create-control.ts'
import { readJson } from './read-json.ts'
import { isSubscriptionAction } from './subscription-actions.ts'

const TEN_YEARS = 10 * 366 * 86_400

const advanceSchema = z.strictObject({
  advance_seconds: z.number().int().min(0).max(TEN_YEARS).optional(),
  advance_months: z.number().int().min(0).max(120).optional(),
})

/** JSON control for tests and scripts. */
export function createControlRoutes(control: StoreControl): Hono {
  const routes = new Hono()
  routes.get('/state', (context) => context.json(control.describe()))
  routes.post('/settle', async (context) => context.json(await control.settle()))
  routes.post('/test-notification', async (context) => context.json(await control.sendTestNotification()))
  routes.post('/clock', async (context) => {
    const { advance_seconds, advance_months } = await readJson(context, advanceSchema)
    return context.json(await control.advance({ seconds: advance_seconds, months: advance_months }))
  })
  routes.post('/subscriptions/:id/:action', async (context) => {
    const { id, action } = context.req.param()
    if (!isSubscriptionAction(action)) throw new StoreError('not_found', 'There is no such action.', 404)
    return context.json(await control.act(id, action))
  })
  routes.post('/notifications/:uuid/resend', async (context) =>
    context.json(await control.resend(context.req.param('uuid'))),
  )
  return routes
}
