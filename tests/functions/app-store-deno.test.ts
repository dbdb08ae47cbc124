import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAppStoreSimulator } from '../../local/app-store/create-app-store-simulator.ts'
import { findAnyPort } from '../../local/find-free-port.ts'
import { readConfig } from '../../local/supabase/read-config.ts'
import { startFunctions } from '../../local/supabase/start-functions.ts'
import { createInAppPurchaseKey } from '../local-app-store/create-server-api-client.ts'
import { createUser } from '../support/act-as.ts'
import { products } from '../support/app-store/create-subscriber.ts'
import { readRights } from '../support/app-store/read-app-store.ts'
import { bundleId } from '../support/apple/build-payloads.ts'
import { serveFetch } from '../support/serve-fetch.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

// Hosted functions run Deno 2.1.4: their wiring, their packages and the client of the Server API are shown there, too.

const projectDir = path.resolve(import.meta.dirname, '../..')
const secret = 'a secret key'
const closing: (() => Promise<void>)[] = []
const lines: string[] = []
let database: TestDatabase
let simulator: Awaited<ReturnType<typeof createAppStoreSimulator>>
let baseUrl: string
let storeUrl: string

beforeAll(async () => {
  database = await createTestDatabase()
  await database.sql`update billing.settings set sandbox_serves = 'anybody'`
  const key = createInAppPurchaseKey()
  const port = await findAnyPort()
  baseUrl = `http://127.0.0.1:${port}/functions/v1`
  const notificationUrl = `${baseUrl}/app-store-notifications`
  simulator = await createAppStoreSimulator({ bundleId, notificationUrl, stateFile: null, serverApi: key.registered })
  const served = await serveFetch(simulator.fetch)
  storeUrl = served.url
  const functions = await startFunctions({
    config: readConfig(projectDir),
    projectDir,
    supabaseDir: path.join(projectDir, 'supabase'),
    port,
    env: {
      SUPABASE_URL: 'http://127.0.0.1:54321',
      SUPABASE_DB_URL: database.url,
      SUPABASE_ANON_KEY: 'publishable',
      SUPABASE_SECRET_KEYS: JSON.stringify({ default: secret }),
      SITE_URL: 'http://localhost:3000',
      APPLE_BUNDLE_ID: bundleId,
      APPLE_ENVIRONMENTS: 'Sandbox',
      APPLE_EXTRA_ROOT_CERTIFICATES: Buffer.from(simulator.rootCertificate).toString('base64'),
      APPLE_IAP_ISSUER_ID: key.registered.issuerId,
      APPLE_IAP_KEY_ID: key.registered.keyId,
      APPLE_IAP_PRIVATE_KEY: key.privateKeyPem.replaceAll('\n', '\\n'),
      APPLE_SERVER_API_URL: storeUrl,
    },
    watch: false,
    log: (line) => lines.push(line),
    onUnexpectedExit: (reason) => lines.push(reason),
  })
  closing.push(database.close, simulator.close, served.close, functions.stop)
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

const newUser = () => createUser(database.sql)
const rightsOf = (userId: string) => readRights(database.sql, userId)

async function buy(account: string, userId: string): Promise<void> {
  const order = { apple_account: account, product_id: products.premium, app_account_token: userId }
  await fetch(`${storeUrl}/storekit/purchase`, { method: 'POST', body: JSON.stringify(order) })
  await simulator.settle()
}

async function reconcile(apikey: string) {
  const response = await fetch(`${baseUrl}/reconcile`, { method: 'POST', headers: { apikey }, body: '{}' })
  return [response.status, await response.json()]
}

it('under Deno as deployed, a notification makes a subscriber', async () => {
  const userId = await newUser()
  await buy('an account', userId)
  expect(await rightsOf(userId), lines.join('\n')).toEqual(['premium', 'standard'])
})

it('under Deno as deployed, reconciliation finds what was lost, for who knows the secret key', async () => {
  const userId = await newUser()
  await simulator.setFaults({ drop: 1 })
  await buy('another account', userId)
  expect(await reconcile('a wrong key')).toMatchObject([401, { code: 'wrong_secret_key' }])
  expect(await rightsOf(userId)).toEqual([])
  expect(await reconcile(secret), lines.join('\n')).toMatchObject([200, { notifications: 1, is_complete: true }])
  expect(await rightsOf(userId)).toEqual(['premium', 'standard'])
})

it('under Deno as deployed, the app’s addresses ask who is there', async () => {
  for (const address of ['app-store-transactions', 'app-store-transactions/offer']) {
    const preflight = await fetch(`${baseUrl}/${address}`, { method: 'OPTIONS' })
    const call = await fetch(`${baseUrl}/${address}`, { method: 'POST', body: '{}' })
    expect([preflight.status, call.status]).toEqual([204, 401])
  }
})
