import { createAppleVerifier } from '../_shared/apple/create-apple-verifier.ts'
import { createAppStoreServerApi } from '../_shared/apple/server-api/create-app-store-server-api.ts'
import { connect } from '../_shared/database/connect.ts'
import { readAppleEnv, readAppleServerApiEnv, readSupabaseEnv } from '../_shared/env.ts'
import { afterAnswer } from '../_shared/http/after-answer.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { type AppStoreNotificationsDeps, handleAppStoreNotification } from './handler.ts'

const source = Deno.env.toObject()
const apple = readAppleEnv(source)
const log = createLog('app-store-notifications')
const deps: AppStoreNotificationsDeps = {
  ...createAppleVerifier(apple),
  serverApi: createAppStoreServerApi({ ...readAppleServerApiEnv(source), bundleId: apple.bundleId }),
  database: connect(readSupabaseEnv(source).databaseUrl),
  afterAnswer,
  log,
}

export default { fetch: serve((request) => handleAppStoreNotification(request, deps), { log, cors: false }) }
