import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAppleVerifier } from '../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { connect, type Database } from '../../supabase/functions/_shared/database/connect.ts'
import { serve } from '../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { handleAppStoreNotification } from '../../supabase/functions/app-store-notifications/handler.ts'
import { createNotificationRecords } from '../../supabase/functions/app-store-notifications/notification-records.ts'
import { createUser } from '../support/act-as.ts'
import { buildNotificationRequest, post } from '../support/apple/app-store-requests.ts'
import { buildCertificateChain, type TestChain } from '../support/apple/build-certificate-chain.ts'
import { buildNotification, buildRenewal, buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { signNotification } from '../support/apple/sign-notification.ts'
import { replacePart, signPayload } from '../support/apple/sign-payload.ts'
import { readEntitlements } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const farAhead = Date.UTC(2050, 0, 1)
let chain: TestChain
let database: TestDatabase
let connection: Database
let sql: Sql
let receive: (request: Request) => Promise<Response>
const logLines: string[] = []

function createReceiver(records: ReturnType<typeof createNotificationRecords>) {
  const log = createLog('app-store-notifications', (line) => logLines.push(line))
  const app = { bundleId, appId: null, environments: ['Sandbox' as const], extraRootCertificates: [chain.root] }
  const deps = { verifyNotification: createAppleVerifier(app).verifyNotification, ...records, log }
  return serve((request) => handleAppStoreNotification(request, deps), { log, cors: false })
}

beforeAll(async () => {
  chain = await buildCertificateChain()
  database = await createTestDatabase()
  sql = database.sql
  await sql`update billing.settings set sandbox_serves = 'anybody'`
  connection = connect(database.url)
  receive = createReceiver(createNotificationRecords(connection))
})
beforeEach(() => {
  logLines.length = 0
})
afterAll(async () => {
  await connection.close()
  await database.close()
})

async function notify(jws: unknown) {
  const response = await receive(buildNotificationRequest(jws))
  return [response.status, await response.json()]
}
const refusal = (code: string) => [400, expect.objectContaining({ code })]
const countEvents = async () => Number((await sql`select count(*) from billing.webhook_events`)[0]?.count)

/** A purchase that lasts for decades, of the user that the app named. */
function buildPurchase(userId: string) {
  const originalTransactionId = randomUUID()
  const ids = { originalTransactionId, appAccountToken: userId.toUpperCase() }
  return {
    transaction: buildTransaction({ ...ids, transactionId: randomUUID(), expiresDate: farAhead }),
    renewal: buildRenewal({ ...ids, renewalDate: farAhead }),
  }
}

describe('a notification of the App Store', () => {
  it('makes a subscriber of the user whom the app named', async () => {
    const userId = await createUser(sql)
    expect(await notify(await signNotification(chain, buildPurchase(userId)))).toEqual([200, { outcome: 'applied' }])
    expect(await readEntitlements(sql, userId)).toMatchObject([
      { entitlement: 'premium', store: 'app_store', status: 'active', will_renew: true },
      { entitlement: 'standard' },
    ])
  })

  it('counts once, however often it comes', async () => {
    const jws = await signNotification(chain, buildPurchase(await createUser(sql)))
    expect(await notify(jws)).toEqual([200, { outcome: 'applied' }])
    expect(await notify(jws)).toEqual([200, { outcome: 'duplicate' }])
  })

  it('is kept decoded, so that people can read it and nobody can post what is in it', async () => {
    const purchase = buildPurchase(await createUser(sql))
    const envelope = { notificationUUID: randomUUID(), subtype: 'BILLING_RECOVERY' }
    await notify(await signNotification(chain, { ...purchase, envelope }))
    const [row] = await sql`
      select event_type, event_subtype, environment, payload from billing.webhook_events
      where event_id = ${envelope.notificationUUID}`
    expect(row).toMatchObject({ event_type: 'DID_RENEW', event_subtype: 'BILLING_RECOVERY', environment: 'sandbox' })
    expect(row?.payload.data.signedTransactionInfo).toEqual(purchase.transaction)
    expect(row?.payload.data.signedRenewalInfo).toEqual(purchase.renewal)
  })

  it.each([
    ['a test', { notificationType: 'TEST' }],
    ['a type that nobody knows', { notificationType: 'PLAN_TELEPORTED', subtype: 'TO_MARS' }],
    ['a summary', { data: undefined, summary: { bundleId, environment: 'Sandbox', succeededCount: 5 } }],
    ['a withdrawn consent', { data: undefined, appData: { bundleId, environment: 'Sandbox' } }],
    ['a purchase token', { data: undefined, externalPurchaseToken: { bundleId, externalPurchaseId: 'SANDBOX_1' } }],
  ])('without a purchase is recorded and acknowledged: %s', async (_name, overrides) => {
    const notification = buildNotification(overrides)
    expect(await notify(await signPayload(notification, chain))).toEqual([200, { outcome: 'recorded' }])
    const [row] = await sql`
      select state, payload from billing.webhook_events where event_id = ${notification.notificationUUID}`
    expect(row).toEqual({ state: 'processed', payload: JSON.parse(JSON.stringify(notification)) })
  })

  it('of a type that nobody knows still brings its facts', async () => {
    const userId = await createUser(sql)
    const envelope = { notificationType: 'PLAN_TELEPORTED' }
    const jws = await signNotification(chain, { ...buildPurchase(userId), envelope })
    expect(await notify(jws)).toEqual([200, { outcome: 'applied' }])
    expect(await readEntitlements(sql, userId)).toHaveLength(2)
  })
})

describe('a notification that is not what it says', () => {
  it('is refused and leaves nothing behind', async () => {
    const before = await countEvents()
    const forger = await buildCertificateChain()
    const forged = await signPayload(buildTransaction(), forger)
    const genuine = await signNotification(chain)
    const jwses = [
      await signNotification(forger),
      await signNotification(chain, { data: { signedTransactionInfo: forged } }),
      await signNotification(chain, { transaction: buildTransaction({ bundleId: 'com.example.other' }) }),
      replacePart(genuine, 'payload', buildNotification()),
      'not a JWS',
    ]
    for (const jws of jwses) expect(await notify(jws)).toEqual(refusal('invalid_signature'))
    expect(await countEvents()).toBe(before)
  })

  it('says why in the log and not in the answer', async () => {
    const [, body] = await notify(await signNotification(await buildCertificateChain()))
    expect(body).toEqual({ code: 'invalid_signature', message: 'The signature does not match.' })
    expect(logLines.join()).toContain('invalid_chain')
  })

  it.each([
    ['no JSON', 'signedPayload=abc'],
    ['no signedPayload', '{}'],
    ['a signedPayload that is no text', '{"signedPayload":{}}'],
  ])('is refused as a request: %s', async (_name, body) => {
    const response = await receive(post('/app-store-notifications', body))
    expect([response.status, (await response.json()).code]).toEqual([400, 'invalid_request'])
  })

  it('is not asked for by GET', async () => {
    const response = await receive(new Request('http://functions.test/app-store-notifications'))
    expect(response.status).toBe(405)
  })
})

describe('a notification that we cannot take now', () => {
  it('is answered 500 when the database is away, so that Apple sends it again', async () => {
    const away = async () => {
      throw new Error('the database is away')
    }
    const failing = createReceiver({ recordNotification: away, recordFailure: away })
    const jws = await signNotification(chain)
    const response = await failing(buildNotificationRequest(jws))
    expect([response.status, (await response.json()).code]).toEqual([500, 'internal'])
    expect(logLines.join()).toContain('the database is away')
    expect(logLines.join()).not.toContain(jws.slice(0, 40))
  })

  it('is answered 500 and changes nothing when a field has another shape', async () => {
    const before = await countEvents()
    const jws = await signNotification(chain, { transaction: buildTransaction({ purchaseDate: '2026-11-21' }) })
    expect(await notify(jws)).toEqual([500, expect.objectContaining({ code: 'internal' })])
    expect(await countEvents()).toBe(before)
  })
})

it('a notification with a value that is new to us is kept as failed and changes nothing', async () => {
  const transaction = buildTransaction({ inAppOwnershipType: 'ORGANIZATION' })
  expect(await notify(await signNotification(chain, { transaction }))).toEqual([200, { outcome: 'failed' }])
  const failed = await sql`select last_error from billing.webhook_events where state = 'failed'`
  expect(failed).toEqual([{ last_error: 'inAppOwnershipType has a value that is not known: "ORGANIZATION"' }])
  const rows = await sql`select from billing.app_store_transactions where transaction_id = ${transaction.transactionId}`
  expect(rows).toEqual([])
})
