import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { AppError } from '../_shared/domain/errors.ts'
import { readJson } from '../_shared/http/read-json.ts'
import type { RequireUser } from '../_shared/http/require-user.ts'
import { respond, respondWithError } from '../_shared/http/respond.ts'
import type { Log } from '../_shared/log.ts'
import { type SyncDeps, syncFromStripe } from '../_shared/stripe/sync-from-stripe.ts'
import { cancelAtPeriodEnd, resumeRenewal } from './change-renewal.ts'
import { requireOwnSubscription } from './purchase-records.ts'
import { subscribe } from './subscribe.ts'

export type BillingDeps = SyncDeps & { requireUser: RequireUser; log: Log }

const subscribeSchema = z.object({ plan_id: z.string().max(64) })

/** What a signed-in user may do to their Stripe subscription. No route takes an id of Stripe: each finds the user's own. */
export function createBillingRoutes(deps: BillingDeps): Hono {
  const app = new Hono().basePath('/billing')
  const user = (context: Context) => deps.requireUser(context.req.raw)

  app.post('/subscribe', async (context) => {
    const signedInUser = await user(context)
    const { plan_id } = await readJson(context.req.raw, subscribeSchema)
    return respond(await subscribe(signedInUser, plan_id, deps))
  })
  app.post('/cancel', async (context) => respond(await cancelAtPeriodEnd(await user(context), deps)))
  app.post('/resume', async (context) => respond(await resumeRenewal(await user(context), deps)))
  app.post('/refresh', async (context) => {
    const { id } = await user(context)
    const before = await requireOwnSubscription(deps.database, id)
    await syncFromStripe(before.store_subscription_id, deps)
    return respond({ status: (await requireOwnSubscription(deps.database, id)).status })
  })

  app.notFound(() => respondWithError(new AppError('not_found'), deps.log))
  app.onError((error) => respondWithError(error, deps.log))
  return app
}
