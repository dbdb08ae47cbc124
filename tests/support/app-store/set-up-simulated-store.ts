import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type AppStoreSimulator, createAppStoreSimulator } from '../../../local/app-store/create-app-store-simulator.ts'
import { connect } from '../../../supabase/functions/_shared/database/connect.ts'
import { createInAppPurchaseKey } from '../../local-app-store/create-server-api-client.ts'
import { buildTransactionRequest, post } from '../apple/app-store-requests.ts'
import { bundleId } from '../apple/build-payloads.ts'
import { serveFetch } from '../serve-fetch.ts'
import { createTestDatabase } from '../test-database.ts'
import type { Answer } from './create-app-store-calls.ts'
import { createAppStoreFunctions, secretKey } from './create-app-store-functions.ts'

type Signed = { transaction: string; renewal_info: string | null; transaction_id: string; outcome: string }

export type SimulatedStore = {
  sql: Sql
  simulator: AppStoreSimulator
  logLines: string[]
  /** StoreKit on a phone. */
  storeKit: (path: string, body?: object) => Promise<Signed & Record<string, unknown>>
  handIn: (signed: Signed, userId: string) => Promise<Answer>
  askOffer: (body: object, userId: string) => Promise<Answer>
  reconcile: () => Promise<Answer>
  /** Lets the store do what is due, our functions take it, and waits for what they do at the store then. */
  settle: () => Promise<void>
}

/** Our functions and the simulated App Store, which has the public half of their key. */
export function setUpSimulatedStore(): () => SimulatedStore {
  let store: SimulatedStore
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    store = await openStore(closing)
  })
  beforeEach(async () => {
    store.logLines.length = 0
    await store.simulator.setFaults({ drop: 0, double: 0, fail: 0, delayHours: 0, shuffleHours: 0 })
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => store
}

async function openStore(closing: (() => Promise<void>)[]): Promise<SimulatedStore> {
  const { url, sql, close } = await createTestDatabase()
  closing.push(close)
  await sql`update billing.settings set sandbox_serves = 'anybody'`
  const { privateKeyPem, registered } = createInAppPurchaseKey()
  let deliver = async (_body: string) => new Response(null, { status: 503 })
  const simulator = await createAppStoreSimulator({
    bundleId,
    notificationUrl: 'http://functions.test/app-store-notifications',
    stateFile: null,
    serverApi: registered,
    fetch: (_url, init) => deliver(String(init?.body)),
  })
  const served = await serveFetch(simulator.fetch)
  const database = connect(url)
  closing.push(simulator.close, served.close, database.close)
  const logLines: string[] = []
  const functions = createAppStoreFunctions({
    database,
    rootCertificate: simulator.rootCertificate,
    key: { ...registered, privateKey: privateKeyPem },
    apiUrl: served.url,
    logLines,
  })
  deliver = (body) => functions.notify(post('/app-store-notifications', body))
  const read = async (response: Response): Promise<Answer> => [response.status, await response.json()]
  return {
    sql,
    simulator,
    logLines,
    async storeKit(path, body) {
      const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
      return (await fetch(`${served.url}/storekit/${path}`, init)).json()
    },
    async handIn({ transaction, renewal_info }, userId) {
      const body = { signed_transaction: transaction, signed_renewal_info: renewal_info }
      return read(await functions.transactions(buildTransactionRequest(body, userId)))
    },
    askOffer: async (body, userId) =>
      read(await functions.transactions(post('/app-store-transactions/offer', JSON.stringify(body), userId))),
    async reconcile() {
      const headers = { apikey: secretKey }
      const request = new Request('http://functions.test/reconcile', { method: 'POST', headers, body: '{}' })
      return read(await functions.serveReconcile()(request))
    },
    async settle() {
      await simulator.settle()
      await Promise.all(functions.underWay.splice(0))
    },
  }
}
