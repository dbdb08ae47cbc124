import { createAppleSignIn } from '../_shared/apple/sign-in/create-apple-sign-in.ts'
import { connect } from '../_shared/database/connect.ts'
import { readAppleSignInEnv, readMailEnv, readSiteEnv, readStripeEnv, readSupabaseEnv } from '../_shared/env.ts'
import { afterAnswer } from '../_shared/http/after-answer.ts'
import { createRequireFreshUser } from '../_shared/http/require-fresh-user.ts'
import { createRequireUser } from '../_shared/http/require-user.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createMailRound } from '../_shared/mail/create-mail-round.ts'
import { createSendMail } from '../_shared/mail/send-mail.ts'
import { createStripeClient } from '../_shared/stripe/create-stripe-client.ts'
import { wait } from '../_shared/wait.ts'
import { createAccountRoutes } from './routes.ts'

const source = Deno.env.toObject()
const supabase = readSupabaseEnv(source)
const log = createLog('account')
const database = connect(supabase.databaseUrl)
const sendMail = createSendMail(readMailEnv(source), { log })
const appleSignIn = readAppleSignInEnv(source)
const routes = createAccountRoutes({
  requireUser: createRequireUser(supabase),
  requireFreshUser: createRequireFreshUser(supabase),
  database,
  stripe: createStripeClient(readStripeEnv(source)),
  wait,
  appleSignIn: appleSignIn && createAppleSignIn(appleSignIn),
  sendMailsLater: createMailRound({ database, sendMail, ...readSiteEnv(source), log, wait, afterAnswer }),
  afterAnswer,
  log,
})

export default { fetch: serve(async (request) => routes.fetch(request), { log, cors: true }) }
