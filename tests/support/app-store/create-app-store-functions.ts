import { createAppleVerifier } from '../../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { createAppStoreServerApi } from '../../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { createSignIntroductoryOffer } from '../../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import type { Database } from '../../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../../supabase/functions/_shared/domain/errors.ts'
import { serve } from '../../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../../supabase/functions/_shared/log.ts'
import { handleAppStoreNotification } from '../../../supabase/functions/app-store-notifications/handler.ts'
import { createTransactionRoutes } from '../../../supabase/functions/app-store-transactions/routes.ts'
import { handleReconcile } from '../../../supabase/functions/reconcile/handler.ts'
import type { ReconcileDeps } from '../../../supabase/functions/reconcile/reconcile-deps.ts'
import { bundleId } from '../apple/build-payloads.ts'
import type { PurchaseKey } from './create-purchase-key.ts'

export const secretKey = 'a secret key of this project'

/** The three functions of the App Store side as their `index.ts` wires them, with an App Store of the test's. */
export function createAppStoreFunctions(parts: {
  database: Database
  rootCertificate: Uint8Array
  key: PurchaseKey
  apiUrl: string
  logLines: string[]
}) {
  const log = createLog('app-store', (line) => parts.logLines.push(line))
  const underWay: Promise<unknown>[] = []
  const app = { bundleId, appId: null, environments: ['Sandbox' as const], checkRevocation: false }
  const shared = {
    ...createAppleVerifier({ ...app, extraRootCertificates: [new Uint8Array(parts.rootCertificate)] }),
    serverApi: createAppStoreServerApi({ ...parts.key, bundleId, apiUrl: parts.apiUrl, wait: async () => {} }),
    afterAnswer: (work: Promise<unknown>) => void underWay.push(work),
    database: parts.database,
    log,
  }
  const signIntroductoryOffer = createSignIntroductoryOffer({ ...parts.key, bundleId })
  const routes = createTransactionRoutes({ ...shared, requireUser, signIntroductoryOffer })
  const deps: ReconcileDeps = {
    ...shared,
    secretKeys: [secretKey],
    environments: ['sandbox'],
    appleSignIn: null,
    sendMail: async () => 'nobody_sends',
    siteUrl: 'http://web.test',
    now: () => new Date(),
  }
  return {
    notify: serve((request) => handleAppStoreNotification(request, shared), { log, cors: false }),
    transactions: serve(async (request) => routes.fetch(request), { log, cors: true }),
    serveReconcile: (changes: Partial<ReconcileDeps> = {}) =>
      serve((request) => handleReconcile(request, { ...deps, ...changes }), { log, cors: false }),
    /** What goes on after the answers. */
    underWay,
    /** Of reconcile, to change one. */
    deps,
  }
}
export type AppStoreFunctions = ReturnType<typeof createAppStoreFunctions>

/** The token is its user's id here; how real tokens are checked is shown against the whole stack. */
async function requireUser(request: Request) {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id }
}
