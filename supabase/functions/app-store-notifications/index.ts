import { createAppleVerifier } from '../_shared/apple/create-apple-verifier.ts'
import { connect } from '../_shared/database/connect.ts'
import { readAppleEnv, readSupabaseEnv } from '../_shared/env.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { type AppStoreNotificationsDeps, handleAppStoreNotification } from './handler.ts'
import { createNotificationRecords } from './notification-records.ts'

const source = Deno.env.toObject()
const log = createLog('app-store-notifications')
const deps: AppStoreNotificationsDeps = {
  verifyNotification: createAppleVerifier(readAppleEnv(source)).verifyNotification,
  ...createNotificationRecords(connect(readSupabaseEnv(source).databaseUrl)),
  log,
}

export default { fetch: serve((request) => handleAppStoreNotification(request, deps), { log, cors: false }) }
