import type { Sql } from 'postgres'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createStripeSimulator, type StripeSimulator } from '../../../local/stripe/create-stripe-simulator.ts'
import { connect } from '../../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../../supabase/functions/_shared/domain/errors.ts'
import { serve } from '../../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../../supabase/functions/_shared/log.ts'
import { createStripeClient } from '../../../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { createVerifyEvent } from '../../../supabase/functions/_shared/stripe/verify-event.ts'
import { createBillingRoutes } from '../../../supabase/functions/billing/routes.ts'
import { handleStripeWebhook } from '../../../supabase/functions/stripe-webhook/handler.ts'
import { type ServedFetch, serveFetch } from '../serve-fetch.ts'
import { createTestDatabase } from '../test-database.ts'
import { breakDatabase } from './break-database.ts'
import { createBrowser } from './browser.ts'
import { type BillingCall, createCaller } from './create-caller.ts'

export type Billing = {
  sql: Sql
  stripe: Stripe
  simulator: StripeSimulator
  database: ReturnType<typeof breakDatabase>
  browser: ReturnType<typeof createBrowser>
  call: BillingCall
  /** The same routes, with a Stripe that nobody reaches. */
  callWithStripeAway: BillingCall
  /** `POST /v1/…` of every request that reached Stripe. */
  requests: string[]
  logLines: string[]
  /** Our webhook hears of nothing until this: what a route records it has recorded by itself. */
  hear: () => Promise<void>
}

const secret = 'whsec_local'

/** Routes and webhook on a database and a Stripe of their own, for a test file. */
export function setUpBilling(): () => Billing {
  let billing: Billing
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    billing = await openBilling(closing)
  })
  beforeEach(() => {
    billing.requests.length = 0
    billing.logLines.length = 0
    billing.simulator.setFaults({ failure: null, nextPayment: null })
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => billing
}

async function openBilling(closing: (() => Promise<void>)[]): Promise<Billing> {
  const template = await createTestDatabase()
  const database = breakDatabase(connect(template.url))
  await template.sql`update billing.settings set sandbox_serves = 'anybody'`
  const logLines: string[] = []
  let webhook = async (_request: Request) => new Response(null, { status: 503 })
  const webhookServer = await serveFetch((request) => webhook(request))
  const simulator = await createStripeSimulator({
    secretKey: 'sk_local',
    publishableKey: 'pk_local',
    webhookSecret: secret,
    webhookUrl: webhookServer.url,
    stateFile: null,
  })
  simulator.pauseDeliveries(true)
  const requests: string[] = []
  const api = await serveRecorded(simulator, requests)
  closing.push(template.close, webhookServer.close, simulator.close, api.close, database.close)

  const stripe = createStripeClient({ secretKey: 'sk_local', apiUrl: api.url })
  // Waiting is for Stripe's clock to move on: the simulator's can be moved. Not awaited, because that would wait for
  // its deliveries, and the one that waits here is one of them.
  const wait = async (milliseconds: number) => {
    void simulator.advanceClock({ advance_seconds: milliseconds / 1000 })
  }
  const log = createLog('billing', (line) => logLines.push(line))
  const deps = { stripe, database, wait, log, siteUrl: 'http://web.test', requireUser }
  const verifyEvent = createVerifyEvent(secret)
  const webhookDeps = { ...deps, verifyEvent, sendMailsLater() {} }
  webhook = serve((request) => handleStripeWebhook(request, webhookDeps), { log, cors: false })
  const away = new Stripe('sk_local', { host: '127.0.0.1', port: 1, protocol: 'http', maxNetworkRetries: 0 })
  return {
    sql: template.sql,
    stripe,
    simulator,
    database,
    browser: createBrowser(api.url),
    call: createCaller(createBillingRoutes(deps)),
    callWithStripeAway: createCaller(createBillingRoutes({ ...deps, stripe: away })),
    requests,
    logLines,
    async hear() {
      simulator.pauseDeliveries(false)
      const isAllTaken = await simulator.settle()
      simulator.pauseDeliveries(true)
      if (!isAllTaken) throw new Error(`Our webhook refused an event: ${logLines.join('\n')}`)
    },
  }
}

function serveRecorded(simulator: StripeSimulator, requests: string[]): Promise<ServedFetch> {
  return serveFetch((request: Request, bindings?: object) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`)
    return simulator.fetch(request, bindings)
  })
}

/** The token is its user's id here; how real tokens are checked is shown against the whole stack. */
async function requireUser(request: Request) {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id, email: `${id}@example.com` }
}
