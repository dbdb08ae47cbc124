import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findAnyPort } from '../../local/find-free-port.ts'
import { createStripeSimulator } from '../../local/stripe/create-stripe-simulator.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { readConfig } from '../../local/supabase/read-config.ts'
import { startFunctions } from '../../local/supabase/start-functions.ts'
import { createStripeClient } from '../../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { startApple, type TestApple } from '../support/account/start-apple.ts'
import { serveFetch } from '../support/serve-fetch.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

// Hosted functions run Deno 2.1.4: wiring, packages and the way through the gateway are shown there, with Auth's own tokens.

const projectDir = path.resolve(import.meta.dirname, '../..')
const closing: (() => Promise<unknown>)[] = []
const lines: string[] = []
let api: TestApi
let apple: TestApple
let stripeUrl: string

beforeAll(async () => {
  const port = await findAnyPort()
  api = await startTestApi({ functionsUrl: `http://127.0.0.1:${port}` })
  apple = await startApple()
  const simulator = await createStripeSimulator({
    secretKey: 'sk_local',
    publishableKey: 'pk_local',
    webhookSecret: 'whsec_local',
    webhookUrl: 'http://127.0.0.1:9',
    stateFile: null,
  })
  simulator.pauseDeliveries(true)
  const served = await serveFetch(simulator.fetch)
  stripeUrl = served.url
  const functions = await startFunctions({
    config: readConfig(projectDir),
    projectDir,
    supabaseDir: path.join(projectDir, 'supabase'),
    port,
    env: {
      SUPABASE_URL: api.url,
      SUPABASE_DB_URL: api.database.url,
      SUPABASE_ANON_KEY: localKeys.publishable,
      STRIPE_SECRET_KEY: 'sk_local',
      STRIPE_API_URL: stripeUrl,
      SITE_URL: 'http://localhost:3000',
      APPLE_BUNDLE_ID: apple.config.bundleId,
      APPLE_TEAM_ID: apple.config.teamId,
      APPLE_SERVICES_ID: apple.config.servicesId,
      APPLE_SIGN_IN_KEY_ID: apple.config.keyId,
      APPLE_SIGN_IN_PRIVATE_KEY: apple.config.privateKey.trim().replaceAll('\n', '\\n'),
      APPLE_SIGN_IN_URL: apple.config.apiUrl,
    },
    watch: false,
    log: (line) => lines.push(line),
    onUnexpectedExit: (reason) => lines.push(reason),
  })
  closing.push(api.close, apple.close, simulator.close, served.close, functions.stop)
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function ask(token: string, route: string, body: object = {}) {
  const response = await fetch(`${api.url}/functions/v1/account/${route}`, {
    method: 'POST',
    headers: { apikey: localKeys.publishable, authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

it('under Deno as deployed, an account is shown, and deleted at Stripe, at Apple and here', async () => {
  const [email, password] = ['deno@example.com', 'correct horse battery']
  const admin = api.createClient(localKeys.secret)
  const { data } = await admin.auth.admin.createUser({ email, password, email_confirm: true })
  const userId = data.user?.id ?? ''
  const client = api.createClient()
  const { data: signedIn } = await client.auth.signInWithPassword({ email, password })
  const token = signedIn.session?.access_token ?? ''
  const stripe = createStripeClient({ secretKey: 'sk_local', apiUrl: stripeUrl })
  const customer = await stripe.customers.create({ email, metadata: { user_id: userId } })
  await api.database.sql`insert into billing.customers (customer_id, user_id) values (${customer.id}, ${userId})`

  const authorization_code = await apple.askSheet(email)
  expect(await ask(token, 'apple-token', { authorization_code }), lines.join('\n')).toEqual({
    status: 200,
    body: { kept: true },
  })
  expect((await ask(token, 'export')).body).toMatchObject({ account: { email }, stripe_customers: [customer.id] })
  expect(await ask(token, 'delete'), lines.join('\n')).toEqual({
    status: 200,
    body: { deleted: true, has_app_store_subscription: false },
  })
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true })
  expect((await client.auth.getUser(token)).error).not.toBeNull()
  await expect.poll(() => apple.readLog(email)).toContain(`revoke ${apple.config.bundleId} done`)
  // The token itself is good for an hour more, and opens nothing.
  expect(await ask(token, 'delete')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
})
