import { connect } from '../_shared/database/connect.ts'
import { readMailEnv, readSiteEnv, readStripeEnv, readStripeWebhookEnv, readSupabaseEnv } from '../_shared/env.ts'
import { afterAnswer } from '../_shared/http/after-answer.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createMailRound } from '../_shared/mail/create-mail-round.ts'
import { createSendMail } from '../_shared/mail/send-mail.ts'
import { createStripeClient } from '../_shared/stripe/create-stripe-client.ts'
import { createVerifyEvent } from '../_shared/stripe/verify-event.ts'
import { wait } from '../_shared/wait.ts'
import { handleStripeWebhook, type StripeWebhookDeps } from './handler.ts'

const source = Deno.env.toObject()
const log = createLog('stripe-webhook')
const database = connect(readSupabaseEnv(source).databaseUrl)
const sendMail = createSendMail(readMailEnv(source), { log })
const deps: StripeWebhookDeps = {
  verifyEvent: createVerifyEvent(readStripeWebhookEnv(source).webhookSecret),
  database,
  stripe: createStripeClient(readStripeEnv(source)),
  wait,
  sendMailsLater: createMailRound({ database, sendMail, ...readSiteEnv(source), log, wait, afterAnswer }),
  log,
}

export default { fetch: serve((request) => handleStripeWebhook(request, deps), { log, cors: false }) }
