import type Stripe from 'stripe'
import type { Database } from '../../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../../supabase/functions/_shared/domain/errors.ts'
import { serve } from '../../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../../supabase/functions/_shared/log.ts'
import { createVerifyEvent } from '../../../supabase/functions/_shared/stripe/verify-event.ts'
import { createBillingRoutes } from '../../../supabase/functions/billing/routes.ts'
import { handleStripeWebhook } from '../../../supabase/functions/stripe-webhook/handler.ts'

type Deps = {
  stripe: Stripe
  database: Database
  wait: (milliseconds: number) => Promise<void>
  /** Signs the events. */
  secret: string
}

export type Answer = { status: number; body: Record<string, unknown> }

/** The two functions as they are deployed, called without a network; the token is its user's id. */
export function createFunctions({ secret, ...deps }: Deps) {
  const faults: string[] = []
  const log = createLog('flow', (line) => {
    if (line.includes('"level":"error"')) faults.push(line)
  })
  /** Nothing in a flow is a fault of our own: its cause is only in the log. */
  const refuse500 = (response: Response, what: string) => {
    if (response.status === 500) throw new Error(`${what} failed: ${faults.at(-1)}`)
    return response
  }
  const routes = createBillingRoutes({
    ...deps,
    log,
    siteUrl: 'https://tandem.example.com',
    requireUser: async (request) => {
      const id = request.headers.get('authorization')?.replace('Bearer ', '')
      if (!id) throw new AppError('unauthenticated')
      return { id, email: `${id}@example.com` }
    },
  })
  const webhookDeps = { ...deps, log, verifyEvent: createVerifyEvent(secret), sendMailsLater() {} }
  return {
    async webhook(request: Request): Promise<Response> {
      const answer = serve((one) => handleStripeWebhook(one, webhookDeps), { log, cors: false })
      return refuse500(await answer(request), 'The webhook')
    },
    async call(userId: string, path: string, body: object): Promise<Answer> {
      const response = await routes.request(`http://functions.test/billing/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${userId}` },
        body: JSON.stringify(body),
      })
      refuse500(response, path)
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    },
  }
}
