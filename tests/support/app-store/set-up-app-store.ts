import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { connect } from '../../../supabase/functions/_shared/database/connect.ts'
import { buildCertificateChain, type TestChain } from '../apple/build-certificate-chain.ts'
import { breakDatabase } from '../billing/break-database.ts'
import { createTestDatabase } from '../test-database.ts'
import { createAppStoreCalls } from './create-app-store-calls.ts'
import { type AppStoreFunctions, createAppStoreFunctions } from './create-app-store-functions.ts'
import { createPurchaseKey } from './create-purchase-key.ts'
import { type FakeServerApi, startFakeServerApi } from './fake-server-api.ts'

export type TestAppStore = ReturnType<typeof createAppStoreCalls> & {
  /** The functions themselves, for requests of another shape. */
  functions: AppStoreFunctions
  sql: Sql
  /** Signs as the App Store does. */
  chain: TestChain
  apple: FakeServerApi
  /** With which our side signs for Apple. */
  key: Awaited<ReturnType<typeof createPurchaseKey>>
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
  const { url, sql, close } = await createTestDatabase()
  closing.push(close)
  await sql`update billing.settings set sandbox_serves = 'anybody'`
  const [chain, apple, key] = [await buildCertificateChain(), await startFakeServerApi(), await createPurchaseKey()]
  const database = breakDatabase(connect(url))
  closing.push(apple.close, database.close)
  const logLines: string[] = []
  const options = { database, rootCertificate: chain.root, key, apiUrl: apple.url, logLines }
  const functions = createAppStoreFunctions(options)
  const calls = createAppStoreCalls(functions, chain)
  // First of all when the file ends: nothing may be under way when the database goes.
  closing.push(calls.settle)
  return { ...calls, functions, sql, chain, apple, key, database, logLines }
}
