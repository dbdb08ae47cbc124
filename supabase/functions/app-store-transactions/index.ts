import { createAppleVerifier } from '../_shared/apple/create-apple-verifier.ts'
import { createAppStoreServerApi } from '../_shared/apple/server-api/create-app-store-server-api.ts'
import { createSignIntroductoryOffer } from '../_shared/apple/sign-introductory-offer.ts'
import { connect } from '../_shared/database/connect.ts'
import { readAppleEnv, readAppleServerApiEnv, readSupabaseEnv } from '../_shared/env.ts'
import { afterAnswer } from '../_shared/http/after-answer.ts'
import { createRequireUser } from '../_shared/http/require-user.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createTransactionRoutes } from './routes.ts'

const source = Deno.env.toObject()
const supabase = readSupabaseEnv(source)
const apple = readAppleEnv(source)
const key = { ...readAppleServerApiEnv(source), bundleId: apple.bundleId }
const log = createLog('app-store-transactions')
const routes = createTransactionRoutes({
  requireUser: createRequireUser(supabase),
  ...createAppleVerifier(apple),
  signIntroductoryOffer: createSignIntroductoryOffer(key),
  serverApi: createAppStoreServerApi(key),
  database: connect(supabase.databaseUrl),
  afterAnswer,
  log,
})

export default { fetch: serve(async (request) => routes.fetch(request), { log, cors: true }) }
