import { readRelayEnv, readSupabaseEnv } from '../_shared/env.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createAuthRelayRoutes } from './routes.ts'

const source = Deno.env.toObject()
const log = createLog('auth-relay')
const routes = createAuthRelayRoutes({
  ...readRelayEnv(source),
  supabaseUrl: readSupabaseEnv(source).url.replace(/\/+$/, ''),
  fetch,
  log,
})

// No browser calls it, so no other origin is answered.
export default { fetch: serve(async (request) => routes.fetch(request), { log, cors: false }) }
