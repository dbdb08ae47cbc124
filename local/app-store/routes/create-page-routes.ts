import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { z } from 'zod'
import { controlPage } from '../page/control-page.ts'
import { StoreError } from '../store-error.ts'
import type { StoreControl } from './create-control.ts'
import { checkInput } from './read-json.ts'
import { isSubscriptionAction } from './subscription-actions.ts'

const DAY_SECONDS = 86_400
const clockSchema = z.object({
  days: z.coerce.number().int().min(0).max(3650).default(0),
  months: z.coerce.number().int().min(0).max(120).default(0),
})

/** The control page and the forms on it. */
export function createPageRoutes(control: StoreControl): Hono {
  const routes = new Hono()
  routes.get('/', (context) => context.html(controlPage(control.describe(), null)))

  // A form of some other page in the same browser must not move this clock.
  routes.use('/page/*', csrf())
  routes.post('/page/clock', (context) =>
    answer(context, control, async () => {
      const { days, months } = checkInput(clockSchema, await context.req.parseBody())
      await control.advance({ seconds: days * DAY_SECONDS, months })
    }),
  )
  routes.post('/page/test-notification', (context) => answer(context, control, () => control.sendTestNotification()))
  routes.post('/page/subscriptions/:id/:action', (context) =>
    answer(context, control, async () => {
      const { id, action } = context.req.param()
      if (!isSubscriptionAction(action)) throw new StoreError('not_found', 'There is no such action.', 404)
      await control.act(id, action)
    }),
  )
  routes.post('/page/notifications/:uuid/resend', (context) =>
    answer(context, control, () => control.resend(context.req.param('uuid'))),
  )
  return routes
}

/** Back to the page; a refusal is said there. */
async function answer(context: Context, control: StoreControl, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return context.html(controlPage(control.describe(), error.message), error.status)
  }
  return context.redirect('/', 303)
}
