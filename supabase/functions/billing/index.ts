import { connect } from '../_shared/database/connect.ts'
import { readSiteEnv, readStripeEnv, readSupabaseEnv } from '../_shared/env.ts'
import { createRequireUser } from '../_shared/http/require-user.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createStripeClient } from '../_shared/stripe/create-stripe-client.ts'
import { wait } from '../_shared/wait.ts'
import { createBillingRoutes } from './routes.ts'

const source = Deno.env.toObject()
const supabase = readSupabaseEnv(source)
const log = createLog('billing')
const routes = createBillingRoutes({
  requireUser: createRequireUser(supabase),
  database: connect(supabase.databaseUrl),
  stripe: createStripeClient(readStripeEnv(source)),
  ...readSiteEnv(source),
  wait,
  log,
})

export default { fetch: serve(async (request) => routes.fetch(request), { log, cors: true }) }
