import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createAppleVerifier } from '../../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { createAppStoreServerApi } from '../../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { createSignIntroductoryOffer } from '../../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import { connect } from '../../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../../supabase/functions/_shared/domain/errors.ts'
import { serve } from '../../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../../supabase/functions/_shared/log.ts'
import { handleAppStoreNotification } from '../../../supabase/functions/app-store-notifications/handler.ts'
import { createTransactionRoutes } from '../../../supabase/functions/app-store-transactions/routes.ts'
import { handleReconcile } from '../../../supabase/functions/reconcile/handler.ts'
import type { ReconcileDeps } from '../../../supabase/functions/reconcile/reconcile-deps.ts'
import { buildCertificateChain, type TestChain } from '../apple/build-certificate-chain.ts'
import { bundleId } from '../apple/build-payloads.ts'
import { breakDatabase } from '../billing/break-database.ts'
import { createTestDatabase } from '../test-database.ts'
import { createAppStoreCalls } from './create-app-store-calls.ts'
import { createPurchaseKey, type PurchaseKey } from './create-purchase-key.ts'
import { type FakeServerApi, startFakeServerApi } from './fake-server-api.ts'

export const secretKey = 'a secret key of this project'

export type TestAppStore = ReturnType<typeof createAppStoreCalls> & {
  /** The functions themselves, for requests of another shape. */
  handlers: Record<'notify' | 'transactions', (request: Request) => Promise<Response>>
  /** Of reconcile, to change one. */
  deps: ReconcileDeps
  serveReconcile: (changes?: Partial<ReconcileDeps>) => (request: Request) => Promise<Response>
  sql: Sql
  /** Signs as the App Store does. */
  chain: TestChain
  apple: FakeServerApi
  /** With which our side signs for Apple. */
  key: PurchaseKey
  database: ReturnType<typeof breakDatabase>
  logLines: string[]
}

/** The three functions of the App Store side on a database and a Server API of their own, for a test file. */
export function setUpAppStore(): () => TestAppStore {
  let store: TestAppStore
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    store = await openAppStore(closing)
  })
  beforeEach(() => {
    store.apple.reset()
    store.logLines.length = 0
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => store
}

async function openAppStore(closing: (() => Promise<void>)[]): Promise<TestAppStore> {
  const testDatabase = await createTestDatabase()
  closing.push(testDatabase.close)
  await testDatabase.sql`update billing.settings set sandbox_serves = 'anybody'`
  const [chain, apple, key] = [await buildCertificateChain(), await startFakeServerApi(), await createPurchaseKey()]
  const database = breakDatabase(connect(testDatabase.url))
  closing.push(apple.close, database.close)

  const logLines: string[] = []
  const log = createLog('app-store', (line) => logLines.push(line))
  const app = { bundleId, appId: null, environments: ['Sandbox' as const], extraRootCertificates: [chain.root] }
  const underWay: Promise<unknown>[] = []
  const shared = {
    ...createAppleVerifier({ ...app, checkRevocation: false }),
    serverApi: createAppStoreServerApi({ ...key, bundleId, apiUrl: apple.url, wait: async () => {} }),
    afterAnswer: (work: Promise<unknown>) => void underWay.push(work),
    database,
    log,
  }
  const routes = createTransactionRoutes({
    ...shared,
    requireUser,
    signIntroductoryOffer: createSignIntroductoryOffer({ ...key, bundleId }),
  })
  const reconcileDeps: ReconcileDeps = {
    ...shared,
    secretKeys: [secretKey],
    environments: ['sandbox' as const],
    now: () => new Date(),
  }
  const serveReconcile = (changes: Partial<ReconcileDeps> = {}) =>
    serve((request) => handleReconcile(request, { ...reconcileDeps, ...changes }), { log, cors: false })
  const handlers = {
    notify: serve((request) => handleAppStoreNotification(request, shared), { log, cors: false }),
    transactions: serve(async (request) => routes.fetch(request), { log, cors: true }),
  }
  const calls = createAppStoreCalls({ ...handlers, serveReconcile, chain, underWay })
  return {
    ...calls,
    serveReconcile,
    deps: reconcileDeps,
    handlers,
    sql: testDatabase.sql,
    chain,
    apple,
    key,
    database,
    logLines,
  }
}

/** The token is its user's id here; how real tokens are checked is shown against the whole stack. */
async function requireUser(request: Request) {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id }
}
