import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppleVerifier } from '../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { connect, type Database } from '../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../supabase/functions/_shared/domain/errors.ts'
import { serve } from '../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { handleAppStoreTransaction } from '../../supabase/functions/app-store-transactions/handler.ts'
import { createRecordTransaction } from '../../supabase/functions/app-store-transactions/record-transaction.ts'
import { createUser } from '../support/act-as.ts'
import { buildTransactionRequest, post } from '../support/apple/app-store-requests.ts'
import { buildCertificateChain, type TestChain } from '../support/apple/build-certificate-chain.ts'
import { buildRenewal, buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { signPayload } from '../support/apple/sign-payload.ts'
import { readEntitlements } from '../support/records.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const farAhead = Date.UTC(2050, 0, 1)
let chain: TestChain
let database: TestDatabase
let connection: Database
let sql: Sql
let receive: (request: Request) => Promise<Response>
const logLines: string[] = []

/** Stands in for the check of a real token, which has tests of its own: the token is the user's id. */
async function requireUser(request: Request) {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id }
}

beforeAll(async () => {
  chain = await buildCertificateChain()
  database = await createTestDatabase()
  sql = database.sql
  await sql`update billing.settings set sandbox_serves = 'anybody'`
  connection = connect(database.url)
  const log = createLog('app-store-transactions', (line) => logLines.push(line))
  const app = { bundleId, appId: null, environments: ['Sandbox' as const], extraRootCertificates: [chain.root] }
  const { verifyPurchase } = createAppleVerifier(app)
  const deps = { requireUser, verifyPurchase, recordTransaction: createRecordTransaction(connection), log }
  receive = serve((request) => handleAppStoreTransaction(request, deps), { log, cors: true })
})
afterAll(async () => {
  await connection.close()
  await database.close()
})

type Purchase = { transaction: object; renewal?: object }

async function handIn({ transaction, renewal }: Purchase, userId?: string) {
  const body = {
    signed_transaction: await signPayload(transaction, chain),
    ...(renewal && { signed_renewal_info: await signPayload(renewal, chain) }),
  }
  const response = await receive(buildTransactionRequest(body, userId))
  return [response.status, await response.json()]
}

/** A purchase that lasts for decades; without `appAccountToken`, as from an offer code. */
function buildPurchase(overrides: object = {}) {
  const originalTransactionId = randomUUID()
  return {
    transaction: buildTransaction({
      originalTransactionId,
      transactionId: randomUUID(),
      expiresDate: farAhead,
      ...overrides,
    }),
    renewal: buildRenewal({ originalTransactionId, renewalDate: farAhead }),
  }
}
const refusal = (status: number, code: string) => [status, { code, message: expect.any(String) }]

describe('a purchase that the app hands in', () => {
  it('makes a subscriber of the signed-in user, and says so', async () => {
    const userId = await createUser(sql)
    const access_ends_at = expect.stringMatching(/^2050-01-01/)
    expect(await handIn(buildPurchase({ appAccountToken: userId }), userId)).toEqual([
      200,
      {
        outcome: 'applied',
        entitlements: [
          { entitlement: 'premium', access_ends_at },
          { entitlement: 'standard', access_ends_at },
        ],
      },
    ])
    expect(await readEntitlements(sql, userId)).toHaveLength(2)
  })

  it('can be handed in again at every launch', async () => {
    const userId = await createUser(sql)
    const purchase = buildPurchase()
    const first = await handIn(purchase, userId)
    expect(first[0]).toBe(200)
    expect(await handIn(purchase, userId)).toEqual(first)
  })

  it('needs no renewal info', async () => {
    const userId = await createUser(sql)
    const { transaction } = buildPurchase()
    expect(await handIn({ transaction }, userId)).toMatchObject([200, { outcome: 'applied' }])
  })

  it('of somebody else is refused while they use it', async () => {
    const [owner, other] = [await createUser(sql), await createUser(sql)]
    const purchase = buildPurchase({ appAccountToken: owner })
    expect(await handIn(purchase, owner)).toMatchObject([200, {}])
    expect(await handIn(purchase, other)).toEqual(refusal(409, 'belongs_to_another_account'))
    expect(await readEntitlements(sql, other)).toEqual([])
  })

  it('is recorded when it is no subscription', async () => {
    const { transaction } = buildPurchase({ type: 'Non-Consumable', expiresDate: undefined })
    expect(await handIn({ transaction }, await createUser(sql))).toEqual([
      200,
      { outcome: 'recorded', entitlements: [] },
    ])
  })

  it('is answered to a browser of another origin too', async () => {
    const preflight = await receive(new Request('http://functions.test/x', { method: 'OPTIONS' }))
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
  })
})

describe('a purchase that is not what it says', () => {
  it('is refused: forged, of another app, or with the renewal of another subscription', async () => {
    const userId = await createUser(sql)
    const forged = await signPayload(buildTransaction(), await buildCertificateChain())
    const response = await receive(buildTransactionRequest({ signed_transaction: forged }, userId))
    expect([response.status, await response.json()]).toEqual(refusal(400, 'invalid_signature'))
    const otherApp = { transaction: buildTransaction({ bundleId: 'com.example.other' }) }
    expect(await handIn(otherApp, userId)).toEqual(refusal(400, 'invalid_signature'))
    const mixed = { transaction: buildPurchase().transaction, renewal: buildPurchase().renewal }
    expect(await handIn(mixed, userId)).toEqual(refusal(400, 'invalid_signature'))
    expect(await readEntitlements(sql, userId)).toEqual([])
  })

  it('is refused without a signed-in user', async () => {
    expect(await handIn(buildPurchase())).toEqual(refusal(401, 'unauthenticated'))
  })

  it.each([
    ['no JSON', 'x'],
    ['no transaction', '{}'],
    ['a transaction that is no text', '{"signed_transaction":1}'],
    ['a renewal info that is no text', '{"signed_transaction":"a","signed_renewal_info":[]}'],
  ])('is refused as a request: %s', async (_name, body) => {
    const response = await receive(post('/app-store-transactions', body, randomUUID()))
    expect([response.status, (await response.json()).code]).toEqual([400, 'invalid_request'])
  })

  it('shows no signed text and no user in the log', async () => {
    const userId = await createUser(sql)
    logLines.length = 0
    await handIn(buildPurchase(), userId)
    expect(logLines.join()).toContain('App Store transaction taken')
    expect(logLines.join()).not.toMatch(/eyJ/)
    expect(logLines.join()).not.toContain(userId)
  })
})
