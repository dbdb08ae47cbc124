import { createAppleVerifier } from '../_shared/apple/create-apple-verifier.ts'
import { createAppStoreServerApi } from '../_shared/apple/server-api/create-app-store-server-api.ts'
import { createAppleSignIn } from '../_shared/apple/sign-in/create-apple-sign-in.ts'
import { connect } from '../_shared/database/connect.ts'
import { toEnvironmentFromAppStore } from '../_shared/domain/app-store-environment.ts'
import {
  readAppleEnv,
  readAppleServerApiEnv,
  readAppleSignInEnv,
  readMailEnv,
  readSecretKeysEnv,
  readSiteEnv,
  readSupabaseEnv,
} from '../_shared/env.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { createSendMail } from '../_shared/mail/send-mail.ts'
import { handleReconcile } from './handler.ts'
import type { ReconcileDeps } from './reconcile-deps.ts'

const source = Deno.env.toObject()
const apple = readAppleEnv(source)
const appleSignIn = readAppleSignInEnv(source)
const log = createLog('reconcile')
const deps: ReconcileDeps = {
  secretKeys: readSecretKeysEnv(source),
  environments: apple.environments.map(toEnvironmentFromAppStore),
  // History may be half a year old. Asked about now, a certificate that has run out since would be refused for ever.
  ...createAppleVerifier({ ...apple, checkRevocation: false }),
  serverApi: createAppStoreServerApi({ ...readAppleServerApiEnv(source), bundleId: apple.bundleId }),
  appleSignIn: appleSignIn && createAppleSignIn(appleSignIn),
  sendMail: createSendMail(readMailEnv(source), { log }),
  ...readSiteEnv(source),
  database: connect(readSupabaseEnv(source).databaseUrl),
  now: () => new Date(),
  log,
}

export default { fetch: serve((request) => handleReconcile(request, deps), { log, cors: false }) }
