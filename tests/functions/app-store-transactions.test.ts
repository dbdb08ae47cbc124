import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'
import { buildTransactionRequest, post } from '../support/apple/app-store-requests.ts'
import { buildCertificateChain } from '../support/apple/build-certificate-chain.ts'
import { buildRenewal, buildTransaction } from '../support/apple/build-payloads.ts'
import { signPayload } from '../support/apple/sign-payload.ts'
import { readEntitlements } from '../support/records.ts'

const farAhead = Date.UTC(2050, 0, 1)
const appStore = setUpAppStore()
const handIn: ReturnType<typeof appStore>['handIn'] = (purchase, userId) => appStore().handIn(purchase, userId)

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
    const userId = await createUser(appStore().sql)
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
    expect(await readEntitlements(appStore().sql, userId)).toHaveLength(2)
  })

  it('can be handed in again at every launch', async () => {
    const userId = await createUser(appStore().sql)
    const purchase = buildPurchase()
    const first = await handIn(purchase, userId)
    expect(first[0]).toBe(200)
    expect(await handIn(purchase, userId)).toEqual(first)
  })

  it('needs no renewal info', async () => {
    const userId = await createUser(appStore().sql)
    const { transaction } = buildPurchase()
    expect(await handIn({ transaction }, userId)).toMatchObject([200, { outcome: 'applied' }])
  })

  it('of somebody else is refused while they use it', async () => {
    const [owner, other] = [await createUser(appStore().sql), await createUser(appStore().sql)]
    const purchase = buildPurchase({ appAccountToken: owner })
    expect(await handIn(purchase, owner)).toMatchObject([200, {}])
    expect(await handIn(purchase, other)).toEqual(refusal(409, 'belongs_to_another_account'))
    expect(await readEntitlements(appStore().sql, other)).toEqual([])
  })

  it('is recorded when it is nothing that lasts', async () => {
    const { transaction } = buildPurchase({ type: 'Consumable', expiresDate: undefined })
    expect(await handIn({ transaction }, await createUser(appStore().sql))).toEqual([
      200,
      { outcome: 'recorded', entitlements: [] },
    ])
  })

  it('is answered to a browser of another origin too', async () => {
    const url = 'http://functions.test/app-store-transactions'
    const preflight = await appStore().functions.transactions(new Request(url, { method: 'OPTIONS' }))
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
  })
})

describe('a purchase that is not what it says', () => {
  it('is refused: forged, of another app, or with the renewal of another subscription', async () => {
    const userId = await createUser(appStore().sql)
    const forged = await signPayload(buildTransaction(), await buildCertificateChain())
    const response = await appStore().functions.transactions(
      buildTransactionRequest({ signed_transaction: forged }, userId),
    )
    expect([response.status, await response.json()]).toEqual(refusal(400, 'invalid_signature'))
    const otherApp = { transaction: buildTransaction({ bundleId: 'com.example.other' }) }
    expect(await handIn(otherApp, userId)).toEqual(refusal(400, 'invalid_signature'))
    const mixed = { transaction: buildPurchase().transaction, renewal: buildPurchase().renewal }
    expect(await handIn(mixed, userId)).toEqual(refusal(400, 'invalid_signature'))
    expect(await readEntitlements(appStore().sql, userId)).toEqual([])
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
    const response = await appStore().functions.transactions(post('/app-store-transactions', body, randomUUID()))
    expect([response.status, (await response.json()).code]).toEqual([400, 'invalid_request'])
  })

  it('shows no signed text and no user in the log', async () => {
    const userId = await createUser(appStore().sql)
    appStore().logLines.length = 0
    await handIn(buildPurchase(), userId)
    expect(appStore().logLines.join()).toContain('App Store transaction taken')
    expect(appStore().logLines.join()).not.toMatch(/eyJ/)
    expect(appStore().logLines.join()).not.toContain(userId)
  })
})
