import { connect } from '../_shared/database/connect.ts'
import { readSupabaseEnv } from '../_shared/env.ts'
import { createRequireFreshUser } from '../_shared/http/require-fresh-user.ts'
import { createRequireUser } from '../_shared/http/require-user.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createAccountRoutes } from './routes.ts'

const source = Deno.env.toObject()
const supabase = readSupabaseEnv(source)
const log = createLog('account')
const routes = createAccountRoutes({
  requireUser: createRequireUser(supabase),
  requireFreshUser: createRequireFreshUser(supabase),
  database: connect(supabase.databaseUrl),
  log,
})

export default { fetch: serve(async (request) => routes.fetch(request), { log, cors: true }) }
