import { connect } from '../_shared/database/connect.ts'
import { readStripeEnv, readStripeWebhookEnv, readSupabaseEnv } from '../_shared/env.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createStripeClient } from '../_shared/stripe/create-stripe-client.ts'
import { createVerifyEvent } from '../_shared/stripe/verify-event.ts'
import { wait } from '../_shared/wait.ts'
import { handleStripeWebhook, type StripeWebhookDeps } from './handler.ts'

const source = Deno.env.toObject()
const log = createLog('stripe-webhook')
const deps: StripeWebhookDeps = {
  verifyEvent: createVerifyEvent(readStripeWebhookEnv(source).webhookSecret),
  database: connect(readSupabaseEnv(source).databaseUrl),
  stripe: createStripeClient(readStripeEnv(source)),
  wait,
  log,
}

export default { fetch: serve((request) => handleStripeWebhook(request, deps), { log, cors: false }) }
